import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { readSchema } from './read-schema';
import type { Block } from './types';

const REPOSITORY = path.join(__dirname, '../../..');

/** Provider whose schemas are read from its installed binding. */
export interface Binding {
  /** Name in the bindings, and prefix of its types. */
  readonly name: 'google' | 'azurerm' | 'cloudflare';
  /** Scope of the npm package: `@cdktf` or its successor. */
  readonly scope: '@cdktf' | '@cdktn';
  /** Place of publication, below the host of the registry. */
  readonly address: string;
}

export const BINDINGS: readonly Binding[] = [
  { name: 'google', scope: '@cdktf', address: 'hashicorp/google' },
  { name: 'azurerm', scope: '@cdktn', address: 'hashicorp/azurerm' },
  { name: 'cloudflare', scope: '@cdktf', address: 'cloudflare/cloudflare' },
];

export type Mode = 'resource' | 'data';

/** Folder of a binding's modules. */
export function bindingFolder({ name, scope }: Binding): string {
  return path.join(REPOSITORY, `node_modules/${scope}/provider-${name}/lib`);
}

/** Module of a type such as `google_storage_bucket`, existing or not. */
export function typeFolder(binding: Binding, mode: Mode, type: string): string {
  const name = type.slice(binding.name.length + 1).replaceAll('_', '-');
  return path.join(bindingFolder(binding), mode === 'data' ? `data-${binding.name}-${name}` : name);
}

/** Schema of the configuration of a provider. */
export function providerSchema(binding: Binding): Block {
  return readSchema(path.join(bindingFolder(binding), 'provider'));
}

/** Schema of a type such as `google_storage_bucket`, or undefined if the binding has none of that name. */
export function typeSchema(binding: Binding, mode: Mode, type: string): Block | undefined {
  const folder = typeFolder(binding, mode, type);
  return existsSync(folder) ? readSchema(folder) : undefined;
}

/** Lists every type of a binding. */
export function allTypes(binding: Binding, mode: Mode): string[] {
  const data = `data-${binding.name}-`;
  const folders = readdirSync(bindingFolder(binding), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'provider' && entry.name !== 'provider-functions')
    .map(({ name }) => name);
  return folders
    .filter((name) => name.startsWith(data) === (mode === 'data'))
    .map((name) => `${binding.name}_${(mode === 'data' ? name.slice(data.length) : name).replaceAll('-', '_')}`);
}
