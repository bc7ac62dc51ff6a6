import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { theBinary } from './binary/find';
import type { Proof } from './proof';
import { inWorkplace, withStack } from './workplace';

/** Deploys one synthesized stack to fakes of its providers, and plans it again: the plan must be empty. */
export function proveStack(folder: string): Promise<Proof> {
  return inWorkplace(theBinary(), (place) => withStack(folder, place, (run) => run.prove()));
}

/** Proves each stack of a synthesized app, after those that it depends on. */
export function proveApp(outdir: string): Promise<Proof[]> {
  return inWorkplace(theBinary(), async (place) => {
    const proofs: Proof[] = [];
    for (const folder of stacksInOrder(outdir)) proofs.push(await withStack(folder, place, (run) => run.prove()));
    return proofs;
  });
}

/**
 * Deploys a stack, and returns the changes by a second version of the same name: `update google_….orders`.
 * @throws Error when one of them cannot be deployed at all
 */
export function changes(before: string, after: string): Promise<string[]> {
  return inWorkplace(theBinary(), async (place) => {
    const former = await withStack(before, place, async (run, stack) => {
      const { failures } = await run.prove();
      if (failures.length > 0) throw new Error(failures.join('\n'));
      return stack;
    });
    return withStack(after, place, (run) => run.plannedChanges(), former);
  });
}

function stacksInOrder(outdir: string): string[] {
  const stacks = path.join(outdir, 'stacks');
  const manifest = JSON.parse(readFileSync(path.join(outdir, 'manifest.json'), 'utf8')) as {
    readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
  };
  const ordered = new Set<string>();
  const visit = (name: string) => {
    for (const dependency of manifest.stacks[name]?.dependencies ?? []) visit(dependency);
    ordered.add(name);
  };
  for (const name of readdirSync(stacks).sort()) visit(name);
  return [...ordered].map((name) => path.join(stacks, name));
}
