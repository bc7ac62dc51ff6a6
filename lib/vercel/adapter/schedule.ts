import { createHash, timingSafeEqual } from 'node:crypto';
import { type ScheduleOptions, scheduledRun } from '../../node/scheduled-run.js';
import { webContext, webEnv } from '../../node/web-function.js';
import type { Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { answer } from '../../runtime/web-responder.js';
import { vercelInvocation } from './invocation.js';

/**
 * Turns what an entry exports into the function that Vercel's cron calls by GET. Everybody else can call it too, so
 * nobody is let in without the secret, and nobody at all where there is none. A function is called with the request.
 * @see https://vercel.com/docs/cron-jobs/manage-cron-jobs#securing-cron-jobs
 */
export function schedule(
  exported: unknown,
  setup: Setup<ScheduleOptions>,
): { fetch(request: Request): Promise<Response> } {
  const { native, portable } = resolveHandler(exported, 'scheduled');
  const env = webEnv(setup);
  return {
    async fetch(request) {
      const invocation = vercelInvocation(request);
      const ctx = webContext(request, invocation, setup.options!.timeoutSeconds);
      const secret = process.env.CRON_SECRET;
      if (!secret) {
        ctx.log.error('CRON_SECRET is not set in the project, so nobody can be let in');
        return answer(500, 'Internal Server Error', ctx);
      }
      if (!same(request.headers.get('authorization') ?? '', `Bearer ${secret}`))
        return answer(401, 'Unauthorized', ctx);
      if (native) return native(request);
      const outcome = await scheduledRun(portable, setup.options!, env, ctx);
      if (!invocation.waitUntil) await ctx.settled();
      // The status is what the list of runs shows; Vercel does not repeat any.
      return outcome === 'failed' ? answer(500, 'The run failed', ctx) : new Response(null, { status: 204 });
    },
  };
}

/** Compares in a time that tells nothing of where texts differ. */
function same(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one!, other!);
}
