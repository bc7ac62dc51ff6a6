import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { UsedTypes } from './provider/stand-in';

type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface Variable {
  readonly type?: string;
  readonly default?: unknown;
}

/** Parts of a synthesized stack that the proof needs. */
export interface Synthesized {
  readonly terraform?: { readonly backend?: Readonly<Record<string, { readonly path?: string }>> };
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly resource?: Entries;
  readonly data?: Entries;
  readonly variable?: Readonly<Record<string, Variable>>;
}

const FILE = 'cdk.tf.json';

/** Reads the stack that was synthesized into a folder. */
export function readStack(folder: string): Synthesized {
  return JSON.parse(readFileSync(path.join(folder, FILE), 'utf8')) as Synthesized;
}

/**
 * Copies a stack to a place where it can be deployed: its folder stays as synthesized. The state of it, and of the
 * stacks that it refers to, goes to `states`, wherever the stack would keep it.
 */
export function copyStack(folder: string, target: string, states: string): Synthesized {
  cpSync(folder, target, { recursive: true });
  const stack = readStack(folder);
  const kept = stack.terraform?.backend?.local?.path ?? `${path.basename(folder)}.tfstate`;
  const moved = {
    ...stack,
    terraform: { ...stack.terraform, backend: { local: { path: movedState(kept, states) } } },
    ...(stack.data === undefined ? {} : { data: withMovedStates(stack.data, states) }),
  };
  writeFileSync(path.join(target, FILE), JSON.stringify(moved, undefined, 2));
  return stack;
}

export function usedTypes({ resource, data }: Synthesized): UsedTypes {
  return { resource: Object.keys(resource ?? {}), data: Object.keys(data ?? {}) };
}

/** Providers that a stack configures or has types of. */
export function usedProviders(stack: Synthesized): string[] {
  const { resource, data } = usedTypes(stack);
  const ofTypes = [...resource, ...data].map((type) => type.slice(0, type.indexOf('_')));
  return [...new Set([...ofTypes, ...Object.keys(stack.provider ?? {})])];
}

/** Values for the variables that a user would have to set. */
export function variableEnvironment({ variable = {} }: Synthesized): NodeJS.ProcessEnv {
  const open = Object.entries(variable).filter(([, { default: value }]) => value === undefined);
  return Object.fromEntries(open.map(([name, { type }]) => [`TF_VAR_${name}`, STAND_INS[type ?? 'string'] ?? name]));
}

const STAND_INS: Readonly<Record<string, string>> = { number: '1', bool: 'true' };

function movedState(file: string, states: string): string {
  return path.join(states, path.basename(file));
}

function withMovedStates(data: Entries, states: string): Entries {
  const remote = data.terraform_remote_state;
  if (remote === undefined) return data;
  const moved = Object.entries(remote).map(([name, value]) => {
    const source = value as { readonly config?: { readonly path?: string } };
    const file = source.config?.path;
    return [name, file === undefined ? value : { ...source, config: { path: movedState(file, states) } }];
  });
  return { ...data, terraform_remote_state: Object.fromEntries(moved) };
}
