import type { AdapterContext } from './context.js';

/** Responds in the place of the handler. */
export function answer(status: number, message: string, { requestId }: AdapterContext): Response {
  return Response.json({ message, requestId }, { status });
}

/** Logs the error and responds with nothing of it but the request id. */
export function failed(error: unknown, ctx: AdapterContext, status = 500, message = 'Internal Server Error'): Response {
  ctx.log.error(`Answered ${status}`, error);
  return answer(status, message, ctx);
}
