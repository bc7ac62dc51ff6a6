import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { readSchema } from './read-schema';
import type { Block } from './types';

const REPOSITORY = path.join(__dirname, '../../..');

/** A provider whose schemas are read from its installed binding. */
export interface Binding {
  /** How it is called in the bindings, and how its types begin. */
  readonly name: 'google' | 'azurerm' | 'cloudflare';
  /** Scope of the npm package: `@cdktf` or its successor. */
  readonly scope: '@cdktf' | '@cdktn';
  /** Where it is published, below the host of the registry. */
  readonly address: string;
}

export const BINDINGS: readonly Binding[] = [
  { name: 'google', scope: '@cdktf', address: 'hashicorp/google' },
  { name: 'azurerm', scope: '@cdktn', address: 'hashicorp/azurerm' },
  { name: 'cloudflare', scope: '@cdktf', address: 'cloudflare/cloudflare' },
];

export type Mode = 'resource' | 'data';

/** Where the modules of a binding are. */
export function bindingFolder({ name, scope }: Binding): string {
  return path.join(REPOSITORY, `node_modules/${scope}/provider-${name}/lib`);
}

/** The module of a type such as `google_storage_bucket`, whether it is there or not. */
export function typeFolder(binding: Binding, mode: Mode, type: string): string {
  const name = type.slice(binding.name.length + 1).replaceAll('_', '-');
  return path.join(bindingFolder(binding), mode === 'data' ? `data-${binding.name}-${name}` : name);
}

/** The schema of the configuration of a provider. */
export function providerSchema(binding: Binding): Block {
  return readSchema(path.join(bindingFolder(binding), 'provider'));
}

/** The schema of a type such as `google_storage_bucket`, or undefined when the binding has none of that name. */
export function typeSchema(binding: Binding, mode: Mode, type: string): Block | undefined {
  const folder = typeFolder(binding, mode, type);
  return existsSync(folder) ? readSchema(folder) : undefined;
}

/** Every type of a binding. */
export function allTypes(binding: Binding, mode: Mode): string[] {
  const data = `data-${binding.name}-`;
  const folders = readdirSync(bindingFolder(binding), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'provider' && entry.name !== 'provider-functions')
    .map(({ name }) => name);
  return folders
    .filter((name) => name.startsWith(data) === (mode === 'data'))
    .map((name) => `${binding.name}_${(mode === 'data' ? name.slice(data.length) : name).replaceAll('-', '_')}`);
}
