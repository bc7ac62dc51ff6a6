import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, GoogleStack, type GoogleStackProps } from 'tradewind/google';

export { problemsOf } from '../problems';

/** Resources by type and name, as in `cdk.tf.json`. */
export type Resources = Record<string, Record<string, Record<string, never>>>;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A stack of a new app, and what it is synthesized to. */
export function newStack(
  context: Record<string, unknown> = { 'tradewind:bundling': false },
  props: Partial<GoogleStackProps> = {},
) {
  const outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-google-'));
  folders.push(outdir);
  const app = new App({ outdir, context });
  const stack = new GoogleStack(app, 'Shop', {
    project: 'shop-4711',
    region: 'europe-north1',
    labels: { team: 'shop' },
    ...props,
  });
  const folder = path.join(app.outdir, 'stacks/Shop');
  const synthesize = () => {
    app.synth();
    return JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8')) as {
      resource: Resources;
      output: object;
    };
  };
  return { app, stack, folder, synthesize };
}

/** Number of resources of each type. */
export function inventory(resources: Resources): Record<string, number> {
  return Object.fromEntries(Object.entries(resources).map(([type, named]) => [type, Object.keys(named).length]));
}

/** The one resource of a type. */
export function only(resources: Resources, type: string): Record<string, never> {
  const found = Object.values(resources[type] ?? {});
  expect(found).toHaveLength(1);
  return found[0]!;
}
