import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TradewindError } from 'tradewind';
import * as aws from 'tradewind/aws';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import * as netlify from 'tradewind/netlify';
import { testApp } from 'tradewind/testing';
import * as vercel from 'tradewind/vercel';
import type { ConstructName } from '../../lib/catalogue';
import type { ProviderName } from '../../lib/runtime/types';

const context = { 'tradewind:bundling': false };
const subscriptionId = '00000000-0000-0000-0000-000000000000';

/** Every provider, with a scope for its constructs. */
export const providers = {
  aws: { module: aws, scope: () => new Stack(testApp(), 'Shop') },
  google: {
    module: google,
    scope: () =>
      new google.GoogleStack(new google.App({ context }), 'Shop', { project: 'shop-4711', region: 'europe-north1' }),
  },
  azure: {
    module: azure,
    scope: () => new azure.AzureStack(new azure.App({ context }), 'Shop', { subscriptionId, location: 'northeurope' }),
  },
  cloudflare: {
    module: cloudflare,
    scope: () => new cloudflare.CloudflareStack(new cloudflare.App({ context }), 'Shop', { accountId: 'a'.repeat(32) }),
  },
  vercel: { module: vercel, scope: () => new vercel.VercelApp({ context }) },
  netlify: { module: netlify, scope: () => new netlify.NetlifySite({ context }) },
} as const satisfies Readonly<Record<ProviderName, object>>;

/** Name of a provider. */
export type Provider = ProviderName;

const entry = 'test/fixtures/handlers/worker.ts';

/** Props with which a construct can be made. */
export function validProps(provider: Provider, name: ConstructName, scope: Construct): object {
  const { Table } = providers[provider].module;
  const props = {
    ApiFunction: () => ({ entry, auth: 'none' }),
    PlainFunction: () => ({ entry }),
    ScheduledJob: () => ({ entry, schedule: 'every hour' }),
    ImagePipeline: () => ({
      variants: { thumb: { width: 200 } },
      ...(/vercel|netlify/.test(provider) && { uploads: { auth: 'none' } }),
    }),
    FileProcessor: () => ({ entry }),
    QueueWorker: () => ({ entry }),
    ChangeProcessor: () => ({
      entry,
      table: /vercel|netlify/.test(provider) ? {} : new Table(scope, 'Source', { partitionKey: 'id' }),
    }),
    Bucket: () => ({}),
    Table: () => ({ partitionKey: 'id' }),
    Queue: () => ({}),
    Secret: () => ({}),
  } satisfies Readonly<Record<ConstructName, () => object>>;
  return props[name]();
}

type AnyConstruct = new (scope: Construct, id: string, props: unknown) => Construct;

/** Makes a construct with props that its declaration may not allow. */
export function make(provider: Provider, name: string, scope: Construct, props: unknown): Construct {
  const Any = (providers[provider].module as unknown as Readonly<Record<string, AnyConstruct>>)[name]!;
  return new Any(scope, `It${scope.node.children.length}`, props);
}

/** The refusal of a call; undefined where there is none. @throws every other error */
export function refusalOf(call: () => unknown): TradewindError | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof TradewindError) return error;
    throw new Error(`no refusal, but a raw ${String((error as Error)?.stack ?? error)}`);
  }
}
