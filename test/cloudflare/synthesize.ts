import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, CloudflareStack } from 'tradewind/cloudflare';

export { problemsOf } from '../problems';

/** Resources by type and name, as Terraform is given them. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a resource has
export type Resources = Record<string, Record<string, Record<string, any>>>;

export const ACCOUNT = '0123456789abcdef0123456789abcdef';

/** Synthesizes a stack without its code. */
export function synthesize(declare: (stack: CloudflareStack) => unknown) {
  const app = new App({
    outdir: mkdtempSync(path.join(tmpdir(), 'tradewind-cloudflare-')),
    context: { 'tradewind:bundling': false },
  });
  declare(new CloudflareStack(app, 'Shop', { accountId: ACCOUNT }));
  app.synth();
  const file = path.join(app.outdir, 'stacks/Shop/cdk.tf.json');
  return { app, resources: JSON.parse(readFileSync(file, 'utf8')).resource as Resources };
}

/** Number of resources of each type. */
export const inventory = (resources: Resources) =>
  Object.fromEntries(Object.entries(resources).map(([type, named]) => [type, Object.keys(named).length]));

/** The one resource of a type, or the one whose name begins so. */
export const only = (resources: Resources, type: string, name = '') =>
  Object.entries(resources[type]!).find(([key]) => key.startsWith(name))![1];
