import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { AttributeType, Table as CdkTable } from 'aws-cdk-lib/aws-dynamodb';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { days, describeApp, jwt, minutes, type ProviderModule, seconds, TradewindError } from 'tradewind';
import * as aws from 'tradewind/aws';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import * as netlify from 'tradewind/netlify';
import { testApp } from 'tradewind/testing';
import * as vercel from 'tradewind/vercel';
import { declareReport } from '../../examples/nightly-report/report-app';
import { declareOrders } from '../../examples/orders-api/orders-app';
import { declareGallery, PHOTOS } from '../../examples/photo-gallery/gallery';
import { declareShop } from '../../examples/portable-shop/shop';
import { declareClock } from '../../examples/world-clock/clock-app';
import { CONSTRUCTS } from '../../lib/catalogue';
import type { Finding } from '../../lib/cli/finding';
import { comparePortability } from '../../lib/cli/portability';

type Target = 'google' | 'azure' | 'cloudflare' | 'vercel' | 'netlify';
type Declare = (provider: ProviderModule, scope: Construct) => unknown;

const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-move-'));
afterAll(() => rmSync(outdir, { recursive: true }));

const handler = (name: string) => path.join(__dirname, `../fixtures/handlers/${name}.ts`);
const context = { 'tradewind:bundling': false };
const staff = jwt({ issuer: 'https://issuer.example', audience: ['orders'] });

const PROVIDERS: Record<Target, { readonly module: ProviderModule; readonly scope: () => Construct }> = {
  google: {
    module: google,
    scope: () =>
      new google.GoogleStack(new google.App({ outdir, context }), 'App', {
        project: 'shop-4711',
        region: 'europe-north1',
      }),
  },
  azure: {
    module: azure,
    scope: () => {
      const subscriptionId = '00000000-0000-0000-0000-000000000000';
      return new azure.AzureStack(new azure.App({ outdir, context }), 'App', {
        subscriptionId,
        location: 'northeurope',
      });
    },
  },
  cloudflare: {
    module: cloudflare,
    scope: () =>
      new cloudflare.CloudflareStack(new cloudflare.App({ outdir, context }), 'App', { accountId: '0'.repeat(32) }),
  },
  vercel: { module: vercel, scope: () => new vercel.VercelApp({ directory: outdir, context } as never) },
  netlify: { module: netlify, scope: () => new netlify.NetlifySite({ directory: outdir, context } as never) },
};

/** Apps that are declared in the same way on every provider. */
const APPS: Record<string, Declare> = {
  'examples/orders-api': (provider, scope) => declareOrders(provider, scope, staff),
  'examples/photo-gallery': declareGallery,
  'examples/portable-shop': declareShop,
  'examples/nightly-report': declareReport,
  'examples/world-clock': declareClock,
  'signed requests': ({ ApiFunction }, scope) =>
    new ApiFunction(scope, 'Api', { entry: handler('orders'), auth: 'iam' }),
  'an explicit throttle': ({ ApiFunction }, scope) =>
    new ApiFunction(scope, 'Api', { entry: handler('orders'), auth: 'none', throttle: { rate: 5, burst: 10 } }),
  'presigned uploads': ({ ImagePipeline }, scope) =>
    new ImagePipeline(scope, 'Photos', { ...PHOTOS, uploads: { auth: staff } }),
  'a queue in order': ({ Queue }, scope) => new Queue(scope, 'Jobs', { fifo: true }),
};

/**
 * Provider whose refused constructs are noted in `refused` instead of throwing; a placeholder is bound in their place.
 */
function tolerant(module: ProviderModule, refused: Set<string>): ProviderModule {
  const wrap = (Class: new (scope: Construct, id: string, props?: object) => Construct) =>
    class {
      constructor(scope: Construct, id: string, props?: object) {
        try {
          // biome-ignore lint/correctness/noConstructorReturn: the construct itself is what the app uses
          return new Class(scope, id, props);
        } catch (error) {
          if (!(error instanceof TradewindError)) throw error;
          refused.add(id);
        }
      }
    };
  const wrapped = CONSTRUCTS.map((name) => [name, wrap(module[name as never])]);
  return { ...module, ...Object.fromEntries(wrapped) };
}

function moveFor(declare: Declare, to: Target): Set<string> {
  const refused = new Set<string>();
  const { module, scope } = PROVIDERS[to];
  declare(tolerant(module, refused), scope());
  return refused;
}

/** Returns the findings of `tradewind explain --to` by the id of the construct. */
function explained(declare: (stack: Stack) => unknown, to: Target): Map<string, readonly Finding[]> {
  const stack = new Stack(testApp(), 'App');
  declare(stack);
  const { constructs } = comparePortability(describeApp(stack.node.root), to);
  return new Map(constructs.map(({ path: id, findings }) => [id.replace(/^App\//, ''), findings]));
}

const lostIn = (findings: Map<string, readonly Finding[]>) =>
  [...findings].filter(([, all]) => all.some(({ outcome }) => outcome === 'is lost')).map(([id]) => id);

describe.each(Object.entries(APPS))('%s', (_, declare) => {
  test.each(Object.keys(PROVIDERS) as Target[])('loses on %s what explain --to reports, and nothing else', (to) => {
    const said = lostIn(explained((stack) => declare(aws, stack), to));
    expect(said.sort()).toEqual([...moveFor(declare, to)].sort());
  });
});

const finding = (declare: (stack: Stack) => unknown, to: Target, prop: string) =>
  [...explained(declare, to).values()].flat().find((one) => one.prop === prop);

test('overrides of one provider are lost on another, by name', () => {
  const overrides = { function: { layers: [], reservedConcurrentExecutions: 5 } };
  const declare = (stack: Stack) =>
    new aws.ApiFunction(stack, 'Api', { entry: handler('orders'), auth: 'none', overrides });
  expect(finding(declare, 'google', 'overrides')).toEqual({
    prop: 'overrides',
    outcome: 'is lost',
    note: expect.stringContaining('function.layers, function.reservedConcurrentExecutions'),
    nearest: 'write overrides for the resources on google',
  });
});

test('a binding to a construct of the CDK is lost', () => {
  const declare = (stack: Stack) => {
    const table = new CdkTable(stack, 'Raw', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    new aws.ApiFunction(stack, 'Api', { entry: handler('orders'), auth: 'none', bindings: { RAW: table } });
  };
  expect(finding(declare, 'google', 'bindings.RAW')).toMatchObject({ outcome: 'is lost' });
});

test('the default throttle is a change where there is none, and so is a different default of memory', () => {
  const declare = (stack: Stack) => new aws.ApiFunction(stack, 'Api', { entry: handler('orders'), auth: 'none' });
  expect(finding(declare, 'google', 'throttle')).toMatchObject({ outcome: 'changes' });
  expect(finding(declare, 'azure', 'memory')?.note).toBe('the default is 2048 in place of 1024');
});

test('a default that another provider refuses is a change, with its reason', () => {
  const declare = (stack: Stack) =>
    new aws.ScheduledJob(stack, 'Job', { entry: handler('job'), schedule: 'every hour' });
  expect(finding(declare, 'vercel', 'overlap')).toEqual({
    prop: 'overlap',
    outcome: 'changes',
    note: expect.stringMatching(
      /^the default is "allow" in place of "skip"; "skip" itself is refused: there is no lock/,
    ),
  });
});

test('a value that requests nothing carries over to a provider without the prop', () => {
  const declare = (versioned: boolean) => (stack: Stack) =>
    new aws.Bucket(stack, 'Bucket', { versioned, expireAfter: days(30) });
  expect(finding(declare(false), 'cloudflare', 'versioned')).toEqual({ prop: 'versioned', outcome: 'carries over' });
  expect(finding(declare(true), 'cloudflare', 'versioned')).toMatchObject({ outcome: 'changes' });
});

test('a value outside the limits of another provider is lost, with the limits', () => {
  const declare = (stack: Stack) =>
    new aws.ApiFunction(stack, 'Api', { entry: handler('orders'), auth: 'none', memory: 256, timeout: seconds(29) });
  expect(finding(declare, 'google', 'memory')).toEqual({
    prop: 'memory',
    outcome: 'is lost',
    note: '256 is not a whole number of MiB from 512 to 32768, the range of a function with a whole vCPU',
    nearest: 'give a number in that range',
  });
  expect(finding(declare, 'vercel', 'memory')).toMatchObject({ outcome: 'changes' });
  const job = (stack: Stack) =>
    new aws.ScheduledJob(stack, 'Job', { entry: handler('job'), schedule: 'every hour', timeout: minutes(10) });
  expect(finding(job, 'netlify', 'timeout')).toMatchObject({
    outcome: 'is lost',
    note: '10 min is not a whole number of seconds from 1 to 30, after which Netlify ends the run',
  });
});

test('alarms of a topic set for the stack are lost where there are none', () => {
  const declare = (stack: Stack) => {
    aws.alarmsTo(stack, new Topic(stack, 'Pager'));
    new aws.ScheduledJob(stack, 'Job', { entry: handler('job'), schedule: 'every hour' });
  };
  expect(finding(declare, 'vercel', 'alarms')).toMatchObject({ outcome: 'is lost' });
  expect(finding(declare, 'google', 'alarms')).toMatchObject({ outcome: 'changes' });
});

test('a module of Node.js that workers lack is lost on Cloudflare, and one that they have is not', () => {
  const declare = (entry: string) => (stack: Stack) => new aws.ApiFunction(stack, 'Api', { entry, auth: 'none' });
  expect(finding(declare(handler('shell')), 'cloudflare', 'entry')).toMatchObject({ outcome: 'carries over' });
  const all = [...explained(declare(handler('shell')), 'cloudflare').values()].flat();
  expect(all).toContainEqual(expect.objectContaining({ note: expect.stringContaining('imports node:child_process') }));
  const others = [...explained(declare(handler('orders')), 'cloudflare').values()].flat();
  expect(others.filter(({ outcome }) => outcome === 'is lost')).toEqual([]);
});

test('reports nothing for the provider that the app is on', () => {
  const findings = explained((stack) => declareShop(aws, stack), 'aws' as Target);
  expect([...findings.values()].flat().filter(({ outcome }) => outcome !== 'carries over')).toEqual([]);
});
