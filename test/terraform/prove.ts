import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { theBinary } from './binary/find';
import type { Binary } from './binary/types';
import type { Proof } from './proof';
import { attach } from './provider/attached';
import { Run } from './run';
import { copyStack, usedProviders, usedTypes, variableEnvironment } from './stack-folder';
import { Terraform } from './terraform';

interface Workplace {
  readonly binary: Binary;
  readonly folder: string;
}

/** Deploys one synthesized stack to stand-ins of its providers, and plans it again: nothing may be left to do. */
export function proveStack(folder: string, binary: Binary = theBinary()): Promise<Proof> {
  return inWorkplace(binary, (place) => prove(folder, place));
}

/** Proves each stack that an app was synthesized into, after those that it depends on. */
export function proveApp(outdir: string, binary: Binary = theBinary()): Promise<Proof[]> {
  return inWorkplace(binary, async (place) => {
    const proofs: Proof[] = [];
    for (const folder of stacksInOrder(outdir)) proofs.push(await prove(folder, place));
    return proofs;
  });
}

async function inWorkplace<T>(binary: Binary, work: (place: Workplace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-terraform-'));
  try {
    return await work({ binary, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prove(folder: string, { binary, folder: work }: Workplace): Promise<Proof> {
  const name = path.basename(folder);
  const target = path.join(work, 'stacks', name);
  const stack = copyStack(folder, target, work);
  const attached = await attach(usedProviders(stack), usedTypes(stack));
  try {
    const environment = { ...variableEnvironment(stack), ...attached.environment(binary.registry) };
    const run = new Run(new Terraform(binary, target, environment), target, attached.calls);
    return await run.prove(name);
  } finally {
    attached.stop();
  }
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
