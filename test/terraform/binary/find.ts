import { spawnSync } from 'node:child_process';
import { buildOpenTofu } from './opentofu';
import type { Binary } from './types';

/** Terraform at this command. */
export const terraformAt = (command: string): Binary => ({
  name: 'terraform',
  command,
  registry: 'registry.terraform.io',
});

/** OpenTofu at this command. */
export const tofuAt = (command: string): Binary => ({ name: 'tofu', command, registry: 'registry.opentofu.org' });

/**
 * `terraform` of the PATH, else `tofu` of the PATH, else OpenTofu, built here.
 * @throws Error when there is neither of them, nor Go
 */
export function findBinary(): Binary {
  if (runs('terraform')) return terraformAt('terraform');
  return tofuAt(runs('tofu') ? 'tofu' : buildOpenTofu());
}

function runs(command: string): boolean {
  return spawnSync(command, ['version']).status === 0;
}
