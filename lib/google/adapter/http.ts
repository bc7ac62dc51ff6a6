import type { ServerResponse } from 'node:http';
import { createEnv, type Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { failed, type Guard, type WebOptions, webResponder } from '../../runtime/web-responder.js';
import { requestContext } from './context.js';
import { type FrameworkRequest, send, toRequest } from './node-http.js';

/** What the construct tells the adapter. */
export interface HttpOptions extends WebOptions {
  readonly timeoutSeconds: number;
}

/** A function as the Functions Framework calls it. */
export type HttpFunction = (request: FrameworkRequest, response: ServerResponse) => unknown;

/**
 * Turns what an entry exports into an HTTP function. A function is used as it is.
 * @see https://cloud.google.com/functions/docs/writing/write-http-functions
 */
export function http(exported: unknown, setup: Setup<HttpOptions>): HttpFunction {
  return answering(exported, setup);
}

/** The same for callers who have to show a token. */
export function httpJwt(exported: unknown, setup: Setup<HttpOptions & { readonly jwt: JwtRules }>): HttpFunction {
  return answering(exported, setup, jwtGuard(setup.options!.jwt));
}

function answering(exported: unknown, { options, bindings }: Setup<HttpOptions>, guard?: Guard): HttpFunction {
  const { native, portable } = resolveHandler(exported, 'fetch');
  if (native) return native;
  const respond = webResponder(portable, options, guard);
  const env = createEnv(process.env, bindings);
  return async (incoming, outgoing) => {
    const ctx = requestContext(incoming, options!.timeoutSeconds);
    const response = await answer(
      () => respond(toRequest(incoming), env, ctx),
      (error) => failed(error, ctx, 400, 'Bad Request'),
    );
    try {
      await send(response, incoming.method, outgoing);
    } catch (error) {
      // A body that fails once it has begun cannot be answered for any more.
      ctx.log.error('The response broke off', error);
      outgoing.destroy();
    }
    // The processor is slowed down once a request is answered: what is left has to be waited for.
    await ctx.settled();
  };
}

/** `respond` answers its own failures: what is thrown is a request that cannot be read. */
async function answer(respond: () => Promise<Response>, unreadable: (error: unknown) => Response): Promise<Response> {
  try {
    return await respond();
  } catch (error) {
    return unreadable(error);
  }
}
