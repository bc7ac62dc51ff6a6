import { Token } from '../../terraform/engine';
import { googleDefaults } from '../defaults';

const GIB = 1024;

/**
 * Minimum number of vCPUs that Cloud Run requires for an amount of memory.
 * @see https://cloud.google.com/run/docs/configuring/services/cpu
 */
const MIN_CPUS = [
  { above: 24 * GIB, cpus: 8 },
  { above: 16 * GIB, cpus: 6 },
  { above: 8 * GIB, cpus: 4 },
  { above: 4 * GIB, cpus: 2 },
];

/** Number of vCPUs of a function with `memory` MiB. */
export function cpusOf(memory: number): number {
  if (Token.isUnresolved(memory)) return googleDefaults.cpu.value;
  return MIN_CPUS.find(({ above }) => memory > above)?.cpus ?? googleDefaults.cpu.value;
}
