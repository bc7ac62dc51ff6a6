import type { ServerResponse } from 'node:http';
import { answer } from '../../runtime/answers.js';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { type Door, type Guarded, type Guards, guarded } from '../../runtime/guarded.js';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard.js';
import { type Guard, type WebOptions, webGuards } from '../../runtime/web-guards.js';
import { decoded } from '../../runtime-node/decoded.js';
import { type NodeRequest, send, setHeaders, toRequest } from '../../runtime-node/node-http.js';
import { requestContext } from './context.js';
import { inflateBody } from './inflate.js';
import { giveBody, withholdBodies } from './withheld-body.js';

/** Options of the adapter, which the construct sets. */
export interface HttpOptions extends WebOptions {
  readonly timeoutSeconds: number;
}

/** A function as the Functions Framework calls it. */
export type HttpFunction = (request: NodeRequest, response: ServerResponse) => unknown;

/**
 * Turns the export of an entry into an HTTP function. A function is called as by the framework, after the guards have admitted
 * the request.
 * @see https://cloud.google.com/functions/docs/writing/write-http-functions
 */
export function http(exported: unknown, setup: SetupWith<HttpOptions>): Guarded<HttpFunction> {
  return answering(exported, setup);
}

/** `http` for callers who must send a token. */
export function httpJwt(
  exported: unknown,
  setup: SetupWith<HttpOptions & { readonly jwt: JwtRules }>,
): Guarded<HttpFunction> {
  return answering(exported, setup, jwtGuard(setup.options.jwt));
}

function answering(
  exported: unknown,
  { options, bindings }: SetupWith<HttpOptions>,
  ...others: Guard[]
): Guarded<HttpFunction> {
  const env = createEnv(process.env, bindings);
  withholdBodies();
  return guarded(exported, 'fetch', {
    guards: inflating(options, ...others),
    door: door(options.timeoutSeconds),
    serve: (app) => async (request, ctx) => decoded(await app.fetch(request, env as never, ctx)),
  });
}

/** Runs the guards, then checks the limit for the inflated body: bodies of rejected requests are not inflated. */
function inflating(options: HttpOptions, ...others: Guard[]): Guards {
  const guards = webGuards(options, ...others);
  return {
    ...guards,
    async admit(request, ctx) {
      const admitted = await guards.admit(request, ctx);
      if ('status' in admitted) return admitted;
      const inflated = await inflateBody(admitted, options.maxRequestBytes);
      if (inflated === 'unreadable') return answer(400, 'Bad Request', ctx);
      return inflated === 'too large' ? answer(413, 'Request Too Long', ctx) : inflated;
    },
  };
}

function door(timeoutSeconds: number): Door<[NodeRequest, ServerResponse], void> {
  return {
    context: (incoming) => requestContext(incoming, timeoutSeconds),
    request: toRequest,
    async answer(response, ctx, incoming, outgoing) {
      try {
        await send(response, incoming.method, outgoing);
      } catch (error) {
        // The status is sent, so a body that fails now cannot become an error response.
        ctx.log.error('The response broke off', error);
        outgoing.destroy();
      }
      // Cloud Run throttles the CPU after a request, so background work is awaited.
      await ctx.settled();
    },
    async native(handler, { request, allow }, incoming, outgoing) {
      setHeaders(allow(new Response()).headers, outgoing);
      try {
        await giveBody(incoming, request);
      } catch {
        return void outgoing.writeHead(400).end();
      }
      await handler(incoming, outgoing);
    },
  };
}
