import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { ApiFunction } from 'tradewind/aws';
import { esbuildRuns } from '../../lib/bundler';

const project = mkdtempSync(path.join(tmpdir(), 'tradewind-code-'));
const fileOf = (name: string) => path.join(project, `${name}.ts`);
const write = (name: string, text = name) =>
  writeFileSync(fileOf(name), `export default { fetch: () => new Response('${text}') };\n`);

beforeAll(() => {
  writeFileSync(path.join(project, 'package.json'), '{}');
  for (const name of ['a', 'b', 'c', 'd']) write(name);
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

const newApp = (context = {}) =>
  new App({ builtinCloudFormationValidation: false, outdir: mkdtempSync(path.join(project, 'out-')), context });
const add = (scope: Construct, name: string, id = name) =>
  new ApiFunction(scope, id, { entry: fileOf(name), auth: 'iam', routes: [`GET /${id}`] });

interface Asset {
  source: { path: string };
}

/** The folders of code that an assembly's manifests name, as absolute paths. */
function assetFolders(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.assets.json'))
    .flatMap((file) =>
      Object.values(JSON.parse(readFileSync(path.join(directory, file), 'utf8')).files as Record<string, Asset>),
    )
    .filter(({ source }) => source.path.includes('asset.'))
    .map(({ source }) => path.resolve(directory, source.path));
}

test('one run of esbuild for stacks, nested stacks and stages, and none when nothing has changed', () => {
  const build = () => {
    const app = newApp();
    const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
    add(one, 'a');
    add(new NestedStack(one, 'Nested'), 'b');
    add(two, 'a');
    const stage = new Stage(app, 'Stage');
    const three = new Stack(stage, 'Three');
    add(three, 'c');
    add(new NestedStack(three, 'Nested'), 'd');
    return app.synth();
  };
  write('a', `fresh ${Date.now()}`);
  const before = esbuildRuns();
  const assembly = build();
  expect(esbuildRuns() - before).toBe(1);
  const folders = [
    ...assetFolders(assembly.directory),
    ...assetFolders(path.join(assembly.directory, 'assembly-Stage')),
  ];
  expect(folders.length).toBe(5);
  expect(new Set(folders).size).toBe(4);
  for (const folder of folders) expect(existsSync(path.join(folder, 'index.js'))).toBe(true);

  build();
  expect(esbuildRuns() - before).toBe(1);
});

test('equal apps in different places have equal templates', () => {
  const template = () => {
    const app = newApp();
    const stack = new Stack(app, 'One');
    add(stack, 'a');
    return JSON.stringify(app.synth().getStackByName('One').template);
  };
  expect(template()).toBe(template());
});

test('a broken entry is reported once, with its location and its constructs, and no template is written', () => {
  writeFileSync(fileOf('broken'), 'export default { fetch() { return new Response( } };\n');
  const app = newApp();
  const stack = new Stack(app, 'One');
  add(stack, 'broken', 'First');
  add(stack, 'broken', 'Second');
  let message = '';
  try {
    app.synth();
  } catch (error) {
    message = (error as Error).message;
  }
  expect(message).toMatch(/^\[tradewind:BUNDLE_FAILED\] One\/First, One\/Second: entry=".+broken\.ts" /);
  expect(message).toContain('broken.ts:1:49: Unexpected "}"');
  expect(message.match(/Unexpected/g)).toHaveLength(1);
  expect(existsSync(path.join(app.outdir, 'One.template.json'))).toBe(false);
});

test('a warning of esbuild is passed on, by an id to acknowledge it by', () => {
  writeFileSync(fileOf('warned'), 'export default { fetch: () => new Response(JSON.stringify({ a: 1, a: 2 })) };\n');
  const app = newApp();
  const stack = new Stack(app, 'One');
  add(stack, 'warned');
  app.synth();
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('Duplicate key'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]!.entry.data).toContain('[ack: tradewind:BUNDLE_WARNING]');
});

test('reports a missing entry at once', () => {
  expect(() => add(new Stack(newApp(), 'One'), 'nowhere')).toThrow(
    /ENTRY_MISSING\] One\/nowhere: entry=".+" is not a file/,
  );
});

test('tools find the path of the asset in the template', () => {
  const app = newApp({ 'aws:cdk:enable-asset-metadata': true });
  add(new Stack(app, 'One'), 'a');
  const { template } = app.synth().getStackByName('One');
  const [fn] = Object.values(template.Resources as Record<string, { Type: string; Metadata: object }>).filter(
    ({ Type }) => Type === 'AWS::Lambda::Function',
  );
  expect(fn!.Metadata).toMatchObject({
    'aws:asset:path': expect.stringMatching(/^asset\.[0-9a-f]{64}$/),
    'aws:asset:is-bundled': true,
    'aws:asset:property': 'Code',
  });
});

test('without staging, assets stay where they are', () => {
  const app = newApp({ 'aws:cdk:disable-asset-staging': true });
  add(new Stack(app, 'One'), 'a');
  const [folder] = Object.values(
    JSON.parse(readFileSync(path.join(app.synth().directory, 'One.assets.json'), 'utf8')).files as Record<
      string,
      Asset
    >,
  )
    .map(({ source }) => source.path)
    .filter((file) => path.isAbsolute(file));
  expect(existsSync(path.join(folder!, 'index.js'))).toBe(true);
  expect(folder!.startsWith(app.outdir)).toBe(false);
});

test('a stack that is not selected is not bundled', () => {
  writeFileSync(fileOf('unbuilt'), 'nonsense (');
  const app = newApp({ 'aws:cdk:bundling-stacks': ['Two'] });
  add(new Stack(app, 'One'), 'unbuilt');
  add(new Stack(app, 'Two'), 'a');
  expect(() => app.synth()).not.toThrow();
});

test('a version of the function changes with its code', () => {
  const versions = (text: string) => {
    write('b', text);
    const app = newApp();
    const stack = new Stack(app, 'One');
    const made = add(stack, 'b');
    made.function.currentVersion;
    const { template } = app.synth().getStackByName('One');
    return Object.entries(template.Resources as Record<string, { Type: string }>).find(
      ([, { Type }]) => Type === 'AWS::Lambda::Version',
    )![0];
  };
  expect(versions('one')).toBe(versions('one'));
  expect(versions('one')).not.toBe(versions('two'));
});

test('the complete app model is written to the output folder', () => {
  const app = newApp();
  add(new Stack(app, 'One'), 'a');
  add(new Stack(new Stage(app, 'Stage'), 'Two'), 'b');
  const { directory } = app.synth();
  const model = JSON.parse(readFileSync(path.join(directory, 'tradewind.json'), 'utf8'));
  expect(model.version).toBe(1);
  expect(model.constructs.map((construct: { path: string }) => construct.path)).toEqual(['One/a', 'Stage/Two/b']);
});
