import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CHOICE, findBinary } from './binary/find';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tradewind-path-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Environment in which only these programs can be run. */
function only(...commands: readonly string[]): NodeJS.ProcessEnv {
  for (const command of commands) {
    const file = path.join(folder, command);
    writeFileSync(file, '#!/bin/sh\nexit 0\n');
    chmodSync(file, 0o755);
  }
  return { PATH: folder };
}

test('terraform is used if it is installed', () => {
  expect(findBinary(only('terraform', 'tofu'))).toEqual({
    name: 'terraform',
    command: 'terraform',
    registry: 'registry.terraform.io',
  });
});

test('OpenTofu is used if there is no terraform, with its own registry', () => {
  expect(findBinary(only('tofu'))).toEqual({ name: 'tofu', command: 'tofu', registry: 'registry.opentofu.org' });
});

test('OpenTofu is used when it is chosen', () => {
  expect(findBinary({ ...only('terraform', 'tofu'), [CHOICE]: 'tofu' }).name).toBe('tofu');
});

test('a chosen terraform that is not installed is reported', () => {
  expect(() => findBinary({ ...only('tofu'), [CHOICE]: 'terraform' })).toThrow('not on the PATH');
});

test('without both, and without Go, the error lists what is needed', () => {
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
