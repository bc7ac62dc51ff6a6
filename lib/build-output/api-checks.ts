import type { ApiFunctionProps } from '../constructs/api-function';
import type { Problems } from '../errors';

/** Checks the size of bodies, which Vercel and Netlify limit. */
export function checkOwnRules(
  problems: Problems,
  provider: 'vercel' | 'netlify',
  most: number,
  { maxRequestBytes = most }: ApiFunctionProps,
): void {
  problems.require(Number.isInteger(maxRequestBytes) && maxRequestBytes >= 1 && maxRequestBytes <= most, {
    code: 'API_SIZE',
    prop: 'maxRequestBytes',
    value: maxRequestBytes,
    rule: `is not a whole number of bytes from 1 to ${most}, which is what ${provider} hands to a function`,
    fix: 'give such a number, and have large files uploaded to a bucket',
  });
}
