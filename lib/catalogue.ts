import type { ProviderName } from './runtime/types';

// The lists from which everything else follows, by types or by checks. CONTRIBUTING.md has the steps.

/** Constructs that run functions. */
export const FUNCTION_CONSTRUCTS = [
  'ApiFunction',
  'ScheduledJob',
  'PlainFunction',
  'ImagePipeline',
  'FileProcessor',
  'QueueWorker',
  'ChangeProcessor',
] as const;

/** Constructs that keep state, to bind to functions. */
export const STATE_CONSTRUCTS = ['Bucket', 'Table', 'Queue', 'Secret'] as const;

/** Constructs of the catalogue: every provider has a class for each. */
export const CONSTRUCTS = [...FUNCTION_CONSTRUCTS, ...STATE_CONSTRUCTS] as const;

/** Name of a construct that keeps state. */
export type StateName = (typeof STATE_CONSTRUCTS)[number];

/** Name of a construct. */
export type ConstructName = (typeof CONSTRUCTS)[number];

/** Type with a member for each construct: one that lacks a construct does not compile. */
export type Complete<Members extends Readonly<Record<ConstructName, unknown>>> = Members;

/** Facts about a provider. */
interface Provider {
  /** Name in pages and messages. */
  readonly title: string;
  /** Program that synthesizes its apps: the AWS CDK, the CDK for Terraform, or tradewind itself, which writes files. */
  readonly engine: 'cdk' | 'terraform' | 'files';
  /** Folder with the output of synthesis. */
  readonly output: string;
}

/** Providers by name, which is the last part of the import path: `tradewind/aws`. Contexts give it to handlers too. */
export const PROVIDERS = {
  aws: { title: 'AWS', engine: 'cdk', output: 'cdk.out' },
  google: { title: 'Google Cloud', engine: 'terraform', output: 'cdktf.out' },
  azure: { title: 'Azure', engine: 'terraform', output: 'cdktf.out' },
  cloudflare: { title: 'Cloudflare', engine: 'terraform', output: 'cdktf.out' },
  vercel: { title: 'Vercel', engine: 'files', output: '.vercel' },
  netlify: { title: 'Netlify', engine: 'files', output: '.netlify' },
} as const satisfies Readonly<Record<ProviderName, Provider>>;

/** Program that synthesizes the apps of a provider. */
export type Engine = Provider['engine'];

/** Providers whose apps `engine` synthesizes. */
export type ProviderOf<Which extends Engine> = {
  [Name in ProviderName]: (typeof PROVIDERS)[Name]['engine'] extends Which ? Name : never;
}[ProviderName];

/** Names of the providers, in the order of tables and pages. */
export const PROVIDER_NAMES = Object.keys(PROVIDERS) as ProviderName[];
