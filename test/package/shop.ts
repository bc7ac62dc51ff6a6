import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { emptyFolder, type Files, run, write } from './consumer';

const pages = ['README.md', 'docs/constructs.md'].map((page) =>
  readFileSync(path.resolve(__dirname, '../..', page), 'utf8'),
);

/** Files of the README's example, and of the page of constructs, by the name in their first line. */
export const shop: Files = Object.fromEntries(
  [...pages.join('\n').matchAll(/^```ts\n\/\/ (\S+\.ts)\n([\s\S]*?)^```$/gm)].map(([, name, text]) => [name, text!]),
);

/** Settings of a strict consumer. */
export const compilerOptions = (module: 'node16' | 'bundler') => ({
  target: 'es2022',
  module: module === 'bundler' ? 'preserve' : 'node16',
  moduleResolution: module,
  strict: true,
  skipLibCheck: true,
  types: ['node'],
  outDir: 'build',
  rootDir: '.',
});

/** Writes the example and its settings into a folder. */
export function writeShop(folder: string, files: Files = {}): void {
  write(folder, {
    ...shop,
    'tsconfig.json': { compilerOptions: compilerOptions('node16'), include: ['*.ts', 'src'] },
    ...files,
  });
}

/** Runs an app as the CDK CLI does, and returns the template of its stack. */
export function synthesize(folder: string, command: readonly string[], env: Record<string, string> = {}): Template {
  const [program, ...args] = command;
  run(folder, program!, args, { CDK_OUTDIR: 'cdk.out', ...env });
  return JSON.parse(readFileSync(path.join(folder, 'cdk.out/Shop.template.json'), 'utf8'));
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** Expects the template to match the README's description of its example, and its function to answer. */
export function expectShop(folder: string, template: Template): void {
  const resources = Object.values(template.Resources);
  const keys = resources.flatMap(({ Properties }) => Properties?.RouteKey ?? []);
  expect(keys.sort()).toEqual(['GET /orders/{id}', 'POST /orders']);
  const schedules = resources.filter(({ Type }) => Type === 'AWS::Scheduler::Schedule');
  expect(schedules.map(({ Properties }) => Properties.ScheduleExpressionTimezone)).toEqual(['Europe/Oslo']);
  expect(resources.filter(({ Type }) => Type === 'AWS::S3::Bucket')).toHaveLength(2);
  expect(resources.filter(({ Type }) => Type === 'AWS::Lambda::Function')).toHaveLength(3);
  expect(resources.filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([]);

  const result = answer(folder, template);
  expect(result).toMatchObject({ statusCode: 200 });
  expect(JSON.parse(`${result.body}`)).toEqual({ id: '7' });
  expect(nativeFiles(folder, template)).toEqual(
    expect.arrayContaining([expect.stringMatching(/linux-arm64.*\.node$/)]),
  );
}

/**
 * Calls the code of the function whose logical id begins with `Orders`, as Lambda would: by itself, away from the app.
 */
export function answer(folder: string, template: Template): { readonly statusCode: number; readonly body?: string } {
  const code = emptyFolder('code');
  cpSync(assetOf(folder, template, 'Orders'), code, { recursive: true });
  const script = `
    const { events } = require('tradewind/testing');
    const event = events.httpApi({ path: '/orders/7', route: 'GET /orders/{id}' });
    const context = { awsRequestId: '1', invokedFunctionArn: 'arn', getRemainingTimeInMillis: () => 1000 };
    require(process.argv[1]).handler(event, context).then((result) => console.log(JSON.stringify(result)));
  `;
  const output = run(folder, process.execPath, ['-e', script, code]);
  return JSON.parse(output.trim().split('\n').at(-1)!);
}

/** Returns the hash of the function's code, by the start of its logical id. */
export function codeHash(template: Template, prefix: string): string {
  const found = Object.entries(template.Resources).find(
    ([id, { Type }]) => id.startsWith(prefix) && Type === 'AWS::Lambda::Function',
  );
  const { S3Key } = found![1].Properties.Code as { S3Key: string };
  return S3Key.replace(/\.zip$/, '');
}

function assetOf(folder: string, template: Template, prefix: string): string {
  return path.join(folder, 'cdk.out', `asset.${codeHash(template, prefix)}`);
}

function nativeFiles(folder: string, template: Template): string[] {
  const files = readdirSync(assetOf(folder, template, 'Photos'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.node'));
}
