import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CHOICE, findBinary } from './binary/find';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tradewind-path-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An environment in which nothing can be run but these. */
function only(...commands: readonly string[]): NodeJS.ProcessEnv {
  for (const command of commands) {
    const file = path.join(folder, command);
    writeFileSync(file, '#!/bin/sh\nexit 0\n');
    chmodSync(file, 0o755);
  }
  return { PATH: folder };
}

test('terraform is taken where it is', () => {
  expect(findBinary(only('terraform', 'tofu'))).toEqual({
    name: 'terraform',
    command: 'terraform',
    registry: 'registry.terraform.io',
  });
});

test('OpenTofu is taken where there is no terraform, with its own registry', () => {
  expect(findBinary(only('tofu'))).toEqual({ name: 'tofu', command: 'tofu', registry: 'registry.opentofu.org' });
});

test('OpenTofu is taken when it is chosen', () => {
  expect(findBinary({ ...only('terraform', 'tofu'), [CHOICE]: 'tofu' }).name).toBe('tofu');
});

test('terraform that is chosen and not there is told', () => {
  expect(() => findBinary({ ...only('tofu'), [CHOICE]: 'terraform' })).toThrow('not on the PATH');
});

test('with neither of them, and no Go, it is told what is needed', () => {
  jest.isolateModules(() => {
    jest.doMock('./installation', () => ({
      ...jest.requireActual('./installation'),
      // As if nothing had been built before.
      installOnce: (_: string, install: (partial: string) => void) => install(folder),
    }));
    const { findBinary: find } = jest.requireActual<typeof import('./binary/find')>('./binary/find');
    expect(() => find(only())).toThrow('needs terraform or tofu on the PATH, or Go');
  });
});
