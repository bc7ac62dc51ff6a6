import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { dependencies, emptyFolder, npmInstall, run, tools, write } from './consumer';
import { codeHash, expectShop, synthesize, type Template, writeShop } from './shop';

describe('installed with npm', () => {
  let root: string;
  let first: Template;

  beforeAll(() => {
    root = emptyFolder('npm');
    write(root, { 'package.json': { private: true, dependencies: dependencies(), devDependencies: tools } });
    npmInstall(root);
  });

  function app(name: string, packageJson: object = {}): string {
    const folder = path.join(root, name);
    writeShop(folder, { 'package.json': { private: true, ...packageJson } });
    return folder;
  }

  const tool = (name: string) => path.join(root, 'node_modules/.bin', name);

  test('a CommonJS app, compiled', () => {
    const folder = app('commonjs');
    run(folder, tool('tsc'), []);
    expectShop(folder, synthesize(folder, ['node', 'build/app.js']));
  });

  test('an ES module app, compiled', () => {
    const folder = app('esm', { type: 'module' });
    run(folder, tool('tsc'), []);
    expectShop(folder, synthesize(folder, ['node', 'build/app.js']));
  });

  test('an ES module app, by tsx', () => {
    const folder = app('tsx', { type: 'module' });
    first = synthesize(folder, [tool('tsx'), 'app.ts']);
    expectShop(folder, first);
  });

  test('a CommonJS app, by ts-node', () => {
    const folder = app('ts-node');
    expectShop(folder, synthesize(folder, [tool('ts-node'), 'app.ts']));
  });

  test('a CommonJS app, by ts-node with module commonjs', () => {
    const folder = app('ts-node-commonjs');
    const compilerOptions = {
      target: 'es2022',
      module: 'commonjs',
      lib: ['es2022', 'dom'],
      strict: true,
      skipLibCheck: true,
      declaration: true,
    };
    write(folder, { 'tsconfig.json': { compilerOptions, include: ['*.ts', 'src'] } });
    expectShop(folder, synthesize(folder, [tool('ts-node'), 'app.ts']));
  });

  test('an app whose binding needs an SDK that is not installed fails with its name', () => {
    const folder = app('without-sdk');
    write(folder, { 'src/api.ts': 'export default { fetch: () => new Response() };\n', 'bound.ts': BOUND });
    expect(() => synthesize(folder, [tool('tsx'), 'bound.ts'])).toThrow(
      /Shop\/Api[\s\S]*\n {4}npm install (?=.*@aws-sdk\/client-dynamodb)(?=.*@aws-sdk\/client-sqs).*\n/,
    );
  });

  test('an app of Vercel that needs an SDK that is not installed fails with its name', () => {
    const folder = app('without-vercel-sdk');
    write(folder, { 'src/work.ts': 'export default { queue: () => {} };\n', 'worker.ts': WORKER });
    expect(() => synthesize(folder, [tool('tsx'), 'worker.ts'])).toThrow(
      /Mails(?=[\s\S]*Orders)[\s\S]*\n {4}npm install @vercel\/blob @vercel\/queue\n/,
    );
  });

  // Last, because it moves everything.
  test('the same code has the same hash in another folder, built again', () => {
    const moved = `${root}-moved`;
    renameSync(root, moved);
    rmSync(path.join(moved, 'node_modules/.cache'), { recursive: true });
    const folder = path.join(moved, 'tsx');
    const again = synthesize(folder, [path.join(moved, 'node_modules/.bin/tsx'), 'app.ts']);
    expect(codeHash(again, 'Orders')).toBe(codeHash(first, 'Orders'));
    expect(codeHash(again, 'Photos')).toBe(codeHash(first, 'Photos'));
  });
});

const BOUND = `
import { App, Stack } from 'aws-cdk-lib';
import { ApiFunction, Queue, Table } from 'tradewind/aws';

const app = new App();
const stack = new Stack(app, 'Shop');
const bindings = { ORDERS: new Table(stack, 'Orders', { partitionKey: 'id' }), JOBS: new Queue(stack, 'Jobs') };
new ApiFunction(stack, 'Api', { entry: 'src/api.ts', auth: 'none', bindings });
app.synth();
`;

const WORKER = `
import { QueueWorker, VercelApp } from 'tradewind/vercel';

const app = new VercelApp();
new QueueWorker(app, 'Mails', { entry: 'src/work.ts' });
new QueueWorker(app, 'Orders', { entry: 'src/work.ts', idempotency: { key: 'id' } });
app.synth();
`;
