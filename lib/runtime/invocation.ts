import { answer, failed } from './answers.js';
import { InvokeError } from './client-errors.js';
import type { AdapterContext } from './context.js';
import type { Variables } from './env.js';
import type { HandlerOf } from './handler.js';

// Protocol of `PlainFunction` where invocations are HTTP requests: POST with the payload as JSON, answered with the
// result as JSON, or 204 without one.

/** Handles one invocation. Never rejects: a failure is logged and answered with 500. */
export async function answerInvocation(
  handler: HandlerOf<'invoke'>,
  request: Request,
  env: Variables,
  ctx: AdapterContext,
): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'Method Not Allowed', ctx);
  let event: unknown;
  try {
    event = parse(await request.text());
  } catch (error) {
    return failed(error, ctx, 400, 'The payload is not JSON');
  }
  try {
    const result = await handler.invoke(event, env as never, ctx);
    return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
  } catch (error) {
    return failed(error, ctx);
  }
}

/** Builds the request that invokes a function at `url`. */
export function invocationRequest(url: string, event: unknown): Request {
  const headers = { 'content-type': 'application/json' };
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(event) });
}

/**
 * Reads the result from a function's response.
 * @throws InvokeError when the function failed
 */
export async function invocationResult(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new InvokeError(`The function failed with status ${response.status}: ${text.slice(0, 500)}`);
  return parse(text) ?? undefined;
}

function parse(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
