import type { ApiFunctionProps } from '../constructs/api-function';
import type { Problems } from '../errors';

/** Checks what neither provider of files has: callers with its own credentials, a gateway that asks, larger bodies. */
export function checkOwnRules(
  problems: Problems,
  provider: 'vercel' | 'netlify',
  most: number,
  { auth, maxRequestBytes = most }: ApiFunctionProps,
): void {
  problems.require(auth !== 'iam' && (typeof auth !== 'object' || auth.kind !== 'authorizer'), {
    code: 'UNSUPPORTED',
    prop: 'auth',
    value: typeof auth === 'object' ? auth.kind : auth,
    rule: `cannot be had on ${provider}: callers have no credentials of the provider, and no gateway asks a function before another`,
    fix: "use jwt({...}), or decide in the handler with auth: 'none'",
  });
  problems.require(Number.isInteger(maxRequestBytes) && maxRequestBytes >= 1 && maxRequestBytes <= most, {
    code: 'API_SIZE',
    prop: 'maxRequestBytes',
    value: maxRequestBytes,
    rule: `is not a whole number of bytes from 1 to ${most}, which is what ${provider} hands to a function`,
    fix: 'give such a number, and have large files uploaded to a bucket',
  });
}
