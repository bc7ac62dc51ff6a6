import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Binary } from './binary/types';
import { attach } from './provider/attached';
import { Run } from './run';
import { copyStack, type Synthesized, usedProviders, usedTypes, variableEnvironment } from './stack-folder';
import { Terraform } from './terraform';

/** Folder in which stacks are deployed, with their state, until the work is done. */
export interface Workplace {
  readonly binary: Binary;
  readonly folder: string;
}

export async function inWorkplace<T>(binary: Binary, work: (place: Workplace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-terraform-'));
  try {
    return await work({ binary, folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Copies a stack to the workplace and starts fakes for it. If it was deployed there before, it is a new version: then
 * `former` is the previous one, so that the fakes know the existing resources.
 */
export async function withStack<T>(
  stackFolder: string,
  { binary, folder }: Workplace,
  work: (run: Run, stack: Synthesized) => Promise<T>,
  former: Synthesized = {},
): Promise<T> {
  const name = path.basename(stackFolder);
  const target = path.join(folder, 'stacks', name);
  rmSync(target, { recursive: true, force: true });
  const stack = copyStack(stackFolder, target, folder);
  const known: Synthesized = {
    provider: { ...former.provider, ...stack.provider },
    resource: { ...former.resource, ...stack.resource },
    data: { ...former.data, ...stack.data },
  };
  const attached = await attach(usedProviders(known), usedTypes(known));
  try {
    const environment = { ...variableEnvironment(stack), ...attached.environment(binary.registry) };
    return await work(new Run(name, new Terraform(binary, target, environment), target, attached.calls), stack);
  } finally {
    attached.stop();
  }
}
