import { existsSync } from 'node:fs';
import * as path from 'node:path';
import type { Project } from './project';

/** Returns the command that installs packages, for the package manager of a project. */
export function installCommand({ root }: Project, packages: readonly string[]): string {
  const has = (name: string) => existsSync(path.join(root, name));
  const manager = has('pnpm-lock.yaml') ? 'pnpm add' : has('yarn.lock') ? 'yarn add' : 'npm install';
  return `${has('bun.lock') || has('bun.lockb') ? 'bun add' : manager} ${packages.join(' ')}`;
}
