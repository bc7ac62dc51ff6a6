import { spawnSync } from 'node:child_process';
import { buildOpenTofu } from './opentofu';
import type { Binary } from './types';

const TERRAFORM: Binary = { name: 'terraform', command: 'terraform', registry: 'registry.terraform.io' };
const TOFU: Binary = { name: 'tofu', command: 'tofu', registry: 'registry.opentofu.org' };

/** Variable that chooses the program: `terraform` or `tofu`. */
export const CHOICE = 'TRADEWIND_TERRAFORM';

/**
 * Returns `terraform` of the PATH, else `tofu` of the PATH, else OpenTofu, built here.
 * @throws Error when there is neither of them, nor Go; and when the chosen one is not installed
 */
export function findBinary(environment: NodeJS.ProcessEnv = process.env): Binary {
  const choice = environment[CHOICE];
  if (choice !== 'tofu' && runs(TERRAFORM.command, environment)) return TERRAFORM;
  if (choice === 'terraform') throw new Error(`${CHOICE} is terraform, which is not on the PATH.`);
  return runs(TOFU.command, environment) ? TOFU : { ...TOFU, command: buildOpenTofu(environment) };
}

let found: Binary | undefined;

/** Returns the result of `findBinary`, searched for once. */
export function theBinary(): Binary {
  found ??= findBinary();
  return found;
}

function runs(command: string, env: NodeJS.ProcessEnv): boolean {
  return spawnSync(command, ['version'], { env }).status === 0;
}
