import type { Problems } from '../errors';
import type { HttpSettings } from '../http-options';
import { Token } from './engine';

export { type HttpAdapter, httpOptions } from '../http-options';

/** Refuses what is known only at deployment where it would have to stand in the code. */
export function checkBakedSettings(problems: Problems, { auth, cors }: HttpSettings): void {
  const tokens = typeof auth === 'object' && auth.kind === 'jwt' ? [auth.issuer, ...auth.audience] : [];
  const baked = [...tokens, ...(cors?.origins ?? [])];
  problems.require(!baked.some((text) => Token.isUnresolved(text) || text.includes('${TfToken')), {
    code: 'TOKEN_IN_CODE',
    prop: 'auth, cors',
    rule: 'hold a value that is known only at deployment, and they are bundled with the code',
    fix: 'write the values out',
  });
}
