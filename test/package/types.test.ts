import path from 'node:path';
import { dependencies, emptyFolder, npmInstall, run, tools, write } from './consumer';
import { compilerOptions, writeShop } from './shop';

describe('the declarations', () => {
  let root: string;

  beforeAll(() => {
    root = emptyFolder('types');
    write(root, { 'package.json': { private: true, dependencies: dependencies(), devDependencies: tools } });
    npmInstall(root);
  });

  function app(name: string, packageJson: object = {}): string {
    const folder = path.join(root, name);
    writeShop(folder, { 'package.json': { private: true, ...packageJson } });
    return folder;
  }

  // Slow, since it checks the declarations of aws-cdk-lib too: once is enough.
  test('are right in themselves, with moduleResolution node16', () => {
    const folder = app('types-node16');
    typeCheck(folder, { ...compilerOptions('node16'), skipLibCheck: false });
  });

  test('are found with moduleResolution bundler', () => {
    const folder = app('types-bundler', { type: 'module' });
    typeCheck(folder, compilerOptions('bundler'));
  });

  function typeCheck(folder: string, options: object): void {
    const tsconfig = { compilerOptions: { ...options, noEmit: true }, include: ['*.ts', 'src'] };
    write(folder, { 'tsconfig.json': tsconfig, 'every-entry.ts': EVERY_ENTRY });
    run(folder, path.join(root, 'node_modules/.bin/tsc'), []);
  }
});

const EVERY_ENTRY = `
import { type AppModel, type BundlingOptions, defaults, minutes, support } from 'tradewind';
import { type ApiFunctionProps, alarmsTo, authorizer, jwt } from 'tradewind/aws';
import type { Context, Handler, ScheduledEvent } from 'tradewind/runtime';
import { events, invoke, templateSerializer, testApp, toResponse } from 'tradewind/testing';

export const props: ApiFunctionProps = { entry: 'src/orders.ts', auth: 'none', timeout: minutes(1) };
export type Names = [AppModel, BundlingOptions, Context, Handler, ScheduledEvent];
export const values = [alarmsTo, authorizer, jwt, defaults, support, events, invoke, templateSerializer, testApp, toResponse];

// @ts-expect-error Who may call has to be said.
export const open: ApiFunctionProps = { entry: 'src/orders.ts' };
`;
