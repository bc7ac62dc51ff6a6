import type { ProviderName } from '../lib/runtime/types';
import { type ConstructSupport, support } from '../lib/support';
import { limitRule } from '../lib/support/limits/check';
import type { Refusal } from './refusals';

/** Refusals of values outside the limits of the support tables. */
export function limitRefusals(): Refusal[] {
  return Object.entries(support).flatMap(([provider, column]) =>
    Object.values(column).flatMap((construct) => refusalsOf(provider as ProviderName, construct)),
  );
}

function refusalsOf(provider: ProviderName, { props = {} }: ConstructSupport): Refusal[] {
  return Object.entries(props).flatMap(([prop, row]) => {
    if (typeof row !== 'object' || !('limits' in row) || row.limits === undefined) return [];
    const { limits } = row;
    const { code, fix = 'set a value within the limits, or leave it out' } = limits;
    const place = { code, fix, file: `lib/support/limits/${provider}.ts` };
    if ('names' in limits) return [{ ...place, prop: `${prop}.…`, says: limits.rule }];
    return [{ ...place, prop, says: limitRule(limits) }];
  });
}
