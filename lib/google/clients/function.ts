import type { GoogleAuth } from 'google-auth-library';
import { boundRequest } from '../../runtime/bound-request.js';
import type { FunctionClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { googleApi } from './google-api.js';

/** Source of tokens, and the address of the function. */
export interface RawFunction {
  readonly auth: GoogleAuth;
  readonly url: string;
}

/** Creates the client of a function whose address is in the variable `name`. */
export function functionClient(name: string): BindingFactory {
  return (variables) => createFunctionClient({ auth: googleApi().auth, url: String(variables[name]) });
}

/**
 * Calls the function over HTTP. The token has its own header, so that the caller's `authorization` reaches the handler.
 * @see https://cloud.google.com/run/docs/authenticating/service-to-service
 */
export function createFunctionClient(raw: RawFunction): FunctionClient<RawFunction> {
  return {
    raw,
    async fetch(...given) {
      const request = boundRequest(raw.url, given);
      const token = await idToken(raw);
      if (token !== undefined) request.headers.set('x-serverless-authorization', token);
      return fetch(request, { redirect: 'manual' });
    },
  };
}

/** Returns a token for this function only. An emulator, recognized by a URL without TLS, receives none. */
async function idToken({ auth, url }: RawFunction): Promise<string | undefined> {
  if (url.startsWith('http:')) return undefined;
  const client = await auth.getIdTokenClient(url);
  const headers = await client.getRequestHeaders(url);
  return headers.get('authorization') ?? undefined;
}
