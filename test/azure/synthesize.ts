import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, AzureStack } from 'tradewind/azure';

export { problemsOf } from '../problems';

/** Resources by type and name, as Terraform is given them. */
// biome-ignore lint/suspicious/noExplicitAny: whatever a resource has
export type Resources = Record<string, Record<string, Record<string, any>>>;

/** Synthesizes a stack without its code. */
export function synthesize(declare: (stack: AzureStack) => unknown) {
  const app = new App({
    outdir: mkdtempSync(path.join(tmpdir(), 'tradewind-azure-')),
    context: { 'tradewind:bundling': false },
  });
  const subscriptionId = '00000000-0000-0000-0000-000000000000';
  declare(new AzureStack(app, 'Shop', { subscriptionId, location: 'northeurope', tags: { team: 'shop' } }));
  app.synth();
  const file = path.join(app.outdir, 'stacks/Shop/cdk.tf.json');
  const json = JSON.parse(readFileSync(file, 'utf8'));
  return { app, json, resources: json.resource as Resources };
}

/** Number of resources of each type. */
export const inventory = (resources: Resources) =>
  Object.fromEntries(Object.entries(resources).map(([type, named]) => [type, Object.keys(named).length]));

/** The one resource of a type, or the one whose name begins so. */
export const only = (resources: Resources, type: string, name = '') =>
  Object.entries(resources[type]!).find(([key]) => key.startsWith(name))![1];
