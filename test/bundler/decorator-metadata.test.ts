import { type Files, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(60_000);
afterAll(removeSandboxes);

const DECORATED = `const log = (target: object) => target;
@log
export class Orders {}
export const handler = () => Orders.name;
`;
const SETTING = '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }';
const warningsOf = (files: Files) => new Sandbox({ 'src/a.ts': DECORATED, ...files }).build('src/a.ts').warnings;

test('warns about decorators under emitDecoratorMetadata, with the files and a remedy', () => {
  expect(warningsOf({ 'tsconfig.json': SETTING })).toEqual([
    expect.stringMatching(
      /^src\/a\.ts uses decorators, and tsconfig\.json sets emitDecoratorMetadata, .* Compile such files/,
    ),
  ]);
});

test('finds the setting in a file that is extended, and in one that the options name', () => {
  const files = { 'tsconfig.json': '{ "extends": "./base.json" }', 'base.json': SETTING };
  expect(warningsOf(files)).toEqual([expect.stringContaining('base.json sets')]);
  const sandbox = new Sandbox({ 'src/a.ts': DECORATED, 'other.json': SETTING });
  const { warnings } = sandbox.build('src/a.ts', { options: { tsconfig: sandbox.path('other.json') } });
  expect(warnings).toEqual([expect.stringContaining('other.json sets')]);
});

test.each([
  [
    'a file without decorators',
    { 'src/a.ts': '/**\n * @returns 1\n */\nexport const handler = () => 1;\n', 'tsconfig.json': SETTING },
  ],
  [
    'a setting that is off',
    { 'tsconfig.json': SETTING.replace('"emitDecoratorMetadata": true', '"emitDecoratorMetadata": false') },
  ],
  [
    'a setting that is switched off where it is extended',
    {
      'tsconfig.json':
        '{ "extends": "./base.json", "compilerOptions": { "emitDecoratorMetadata": false, "experimentalDecorators": true } }',
      'base.json': SETTING,
    },
  ],
  ['no setting', { 'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }' }],
])('does not warn about %s', (_, files) => {
  expect(warningsOf(files as Files)).toEqual([]);
});
