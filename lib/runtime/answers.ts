import type { AdapterContext } from './context.js';

/** An answer in place of the handler's. */
export function answer(status: number, message: string, { requestId }: AdapterContext): Response {
  return Response.json({ message, requestId }, { status });
}

/** Logs the error and answers with nothing of it but the request id. */
export function failed(error: unknown, ctx: AdapterContext, status = 500, message = 'Internal Server Error'): Response {
  ctx.log.error(`Answered ${status}`, error);
  return answer(status, message, ctx);
}
