import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROVIDER_NAMES } from '../../lib/catalogue';
import { dependencies, emptyFolder, npmInstall, pinned, run, tools, write } from './consumer';
import { compilerOptions, writeShop } from './shop';

describe('the declarations', () => {
  let root: string;

  beforeAll(() => {
    root = emptyFolder('types');
    const packages = { ...dependencies(), ...Object.fromEntries(TERRAFORM.map((name) => [name, pinned(name)])) };
    write(root, {
      'package.json': { private: true, dependencies: packages, devDependencies: tools, overrides: ENGINE },
    });
    npmInstall(root);
  });

  function app(name: string, packageJson: object = {}): string {
    const folder = path.join(root, name);
    writeShop(folder, { 'package.json': { private: true, ...packageJson } });
    return folder;
  }

  // Slow, since it checks the declarations of aws-cdk-lib too: once is enough.
  test('are consistent, with moduleResolution node16', () => {
    const folder = app('types-node16');
    typeCheck(folder, { ...compilerOptions('node16'), skipLibCheck: false });
  });

  test('are found with moduleResolution bundler', () => {
    const folder = app('types-bundler', { type: 'module' });
    typeCheck(folder, compilerOptions('bundler'));
  });

  // The settings of `cdk init`, and those of ts-node with CommonJS, which reads no `exports` of a package.
  test.each([
    ['node16', compilerOptions('node16')],
    ['CommonJS, without `exports`', { ...compilerOptions('node16'), module: 'commonjs', moduleResolution: 'node10' }],
  ])('name every type that the declarations of an app need: %s', (_name, options) => {
    const folder = app('declarations');
    const shop = readFileSync(path.join(__dirname, '../../examples/portable-shop/shop.ts'), 'utf8');
    const compiler = { ...options, esModuleInterop: true, declaration: true, emitDeclarationOnly: true };
    write(folder, { 'shop.ts': shop, 'tsconfig.json': { compilerOptions: compiler, include: ['*.ts', 'src'] } });
    run(folder, path.join(root, 'node_modules/.bin/tsc'), []);
    expect(readFileSync(path.join(folder, 'build/shop.d.ts'), 'utf8')).toContain('PortableTable<Order>');
  });

  function typeCheck(folder: string, options: object): void {
    const tsconfig = { compilerOptions: { ...options, noEmit: true }, include: ['*.ts', 'src'] };
    const handlers = PROVIDER_NAMES.map((provider) => [`bound-on-${provider}.ts`, bound(provider)]);
    write(folder, { 'tsconfig.json': tsconfig, 'every-entry.ts': EVERY_ENTRY, ...Object.fromEntries(handlers) });
    run(folder, path.join(root, 'node_modules/.bin/tsc'), []);
  }
});

const TERRAFORM = ['cdktn', 'cdktf', '@cdktf/provider-google', '@cdktn/provider-azurerm', '@cdktf/provider-cloudflare'];

// The bindings require cdktn ^0.23.0, as the guide for Azure says.
const ENGINE = { '@cdktn/provider-azurerm': { cdktn: '$cdktn' } };

/** Source of a handler that uses its bindings to the constructs of a provider. */
const bound = (provider: string) => `
import type { Bucket, Queue } from 'tradewind/${provider}';
import { type EnvOf, type Handler } from 'tradewind/runtime';

interface Order {
  readonly id: string;
}

export default {
  async fetch(request, env, ctx) {
    const photo: ReadableStream | undefined = (await env.PHOTOS.get('cat.jpg'))?.body;
    await env.JOBS.send({ id: \`\${ctx.claims?.sub}\` });
    // @ts-expect-error The queue accepts orders.
    await env.JOBS.send({ unknown: 7 });
    // @ts-expect-error Nothing else is bound.
    env.NOTHING;
    return new Response(photo);
  },
} satisfies Handler<EnvOf<{ PHOTOS: Bucket; JOBS: Queue<Order> }>>;
`;

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
