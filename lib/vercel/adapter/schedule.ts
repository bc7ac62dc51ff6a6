import { createHash, timingSafeEqual } from 'node:crypto';
import { answer } from '../../runtime/answers.js';
import type { SetupWith } from '../../runtime/env.js';
import { type Door, type Guarded, type Guards, guarded } from '../../runtime/guarded.js';
import { type ScheduleOptions, scheduledRun } from '../../runtime-node/scheduled-run.js';
import { webDoor, webEnv } from '../../runtime-node/web-function.js';
import { vercelInvocation } from './invocation.js';

/** Admits only Vercel's cron, which sends the secret of the project; no one if there is no secret. */
const cronSecret: Guards['admit'] = (request, ctx) => {
  const secret = process.env.CRON_SECRET;
  if (!secret) {
    ctx.log.error('CRON_SECRET is not set in the project, so no one is admitted');
    return answer(500, 'Internal Server Error', ctx);
  }
  if (same(request.headers.get('authorization') ?? '', `Bearer ${secret}`)) return request;
  return answer(401, 'Unauthorized', ctx);
};

/**
 * Turns the export of an entry into the function that Vercel's cron calls by GET. Its path is public, so the secret is
 * required. A function is called with the request.
 * @see https://vercel.com/docs/cron-jobs/manage-cron-jobs#securing-cron-jobs
 */
export function schedule(
  exported: unknown,
  setup: SetupWith<ScheduleOptions>,
): { readonly fetch: Guarded<(request: Request) => Promise<Response>> } {
  const options = setup.options;
  const env = webEnv(setup);
  const invocation = ({ headers }: Request) => vercelInvocation(headers.get('x-vercel-id'));
  const door: Door<[Request], Response> = {
    ...webDoor(invocation, options.timeoutSeconds),
    native: async (handler, { request }) => handler(request),
  };
  const fetch = guarded(exported, 'scheduled', {
    guards: { admit: cronSecret },
    door,
    serve: (handler) => async (_request, ctx) => {
      const outcome = await scheduledRun(handler, options, env, ctx);
      // The list of runs shows the status; Vercel does not retry a run.
      return outcome === 'failed' ? answer(500, 'The run failed', ctx) : new Response(null, { status: 204 });
    },
  });
  return { fetch };
}

/** Compares in constant time, wherever the texts differ. */
function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
