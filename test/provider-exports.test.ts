import type { ProviderModule } from 'tradewind';
import * as aws from 'tradewind/aws';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import * as netlify from 'tradewind/netlify';
import * as vercel from 'tradewind/vercel';
import type ts from 'typescript';
import { CONSTRUCTS } from '../lib/catalogue';
import * as portable from '../lib/constructs/portable';
import type { ProviderName } from '../lib/runtime/types';
import { readProgram, relativePath } from '../scripts/program';

// Compiles only if every provider is here, and has every construct and every function of `ProviderModule`.
const modules = { aws, google, azure, cloudflare, vercel, netlify } satisfies Readonly<Record<ProviderName, object>>;
const portableModules: Readonly<Record<ProviderName, ProviderModule>> = modules;

/** Values and types that every entry exports. */
const COMMON = [
  ...CONSTRUCTS.flatMap((name) => [name, `${name}Props`]),
  ...[
    'acknowledgeLoop',
    'alarmsTo',
    'authorizer',
    'days',
    'hours',
    'jwt',
    'minutes',
    'readOnly',
    'seconds',
    'writeOnly',
  ],
  ...['Access', 'Auth', 'AuthorizerAuth', 'AuthorizerOptions', 'BundlingOptions', 'ChangeFilter', 'ClientOf', 'Cors'],
  ...[
    'Domain',
    'Duration',
    'EnvOf',
    'Idempotency',
    'JwtAuth',
    'JwtOptions',
    'KeyAttribute',
    'LogRetention',
    'StateRemovalPolicy',
  ],
  ...['Restricted', 'TableIndex', 'Throttle', 'UploadRoute'],
  'WriteOnlyOptions',
];
/** The provider's own names: its stack or app, and its types. */
const OWN: Readonly<Record<keyof typeof modules, readonly string[]>> = {
  aws: [
    ...['AwsTypes', 'CacheValidationProps', 'cacheValidation', 'ImportedTable', 'ImportedTableProps', 'awsDefaults'],
    ...['ImportedBucket', 'ImportedQueue', 'ImportedSecret'],
  ],
  google: [
    ...['AlarmChannel', 'App', 'GoogleStack', 'GoogleStackProps', 'GoogleTypes', 'Grantee', 'IBucket', 'Metric'],
    ...['ExistingTableProps', 'IQueue', 'ISecret', 'ITable'],
  ],
  azure: [
    ...['AlarmGroup', 'App', 'AzureStack', 'AzureStackProps', 'AzureTypes', 'ContainerAttributes', 'IBucket'],
    ...['ExistingTableProps', 'IQueue', 'ISecret', 'ITable', 'QueueAttributes', 'SecretAttributes'],
    ...['Metric', 'MetricDimension'],
  ],
  cloudflare: [
    ...['App', 'CloudflareStack', 'CloudflareStackProps', 'CloudflareTypes', 'IBucket', 'Zone'],
    ...['ExistingTableProps', 'IQueue', 'ITable'],
  ],
  vercel: [
    'ExistingBucket',
    ...['AppError', 'Cron', 'FunctionSettings', 'QueueTrigger', 'SecretOverrides', 'SynthesizedApp'],
    ...['TriggerOverrides', 'VariableSecret', 'VercelApp', 'VercelAppProps', 'VercelFunction', 'VercelTypes'],
  ],
  netlify: [
    'ExistingBucket',
    ...['AppError', 'FunctionConfig', 'NetlifyFunction', 'NetlifySite', 'NetlifySiteProps', 'NetlifyTypes'],
    ...['SecretOverrides', 'SynthesizedApp', 'VariableSecret'],
  ],
};
const NAMES = Object.keys(modules) as (keyof typeof modules)[];

test.each(NAMES)('tradewind/%s exports the portable functions themselves, not copies', (name) => {
  expect(modules[name]).toEqual(expect.objectContaining({ ...portable }));
});

test.each(Object.entries(portableModules))('tradewind/%s has a class for each construct', (_, provider) => {
  const classes = CONSTRUCTS.map((name) => typeof provider[name as 'Bucket']);
  expect(new Set(classes)).toEqual(new Set(['function']));
});

describe('the exports of each entry are the common ones and its own', () => {
  const program = readProgram(NAMES.map((name) => `lib/${name}/index.ts`));
  const checker = program.getTypeChecker();

  test.each(NAMES)('tradewind/%s', (name) => {
    const file = program.getSourceFiles().find(({ fileName }) => relativePath(fileName) === `lib/${name}/index.ts`);
    const module = file && checker.getSymbolAtLocation(file);
    const exported = checker.getExportsOfModule(module as ts.Symbol).map((symbol) => symbol.name);
    expect(exported.sort()).toEqual([...COMMON, ...OWN[name]].sort());
  });
});

test.each(['cloudflare', 'vercel', 'netlify'] as const)('alarmsTo gives the reason of %s', (name) => {
  const app = { node: { path: '' } } as never;
  expect(() => modules[name].alarmsTo(app)).toThrow(
    /^\[tradewind:UNSUPPORTED\] App: alarmsTo is not supported on .+ Fix: set them/,
  );
});
