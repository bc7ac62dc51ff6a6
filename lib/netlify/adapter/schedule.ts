import { answer } from '../../runtime/answers.js';
import type { SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type ScheduleOptions, scheduledRun } from '../../runtime-node/scheduled-run.js';
import { webContext, webEnv } from '../../runtime-node/web-function.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';

/**
 * Turns the export of an entry into a scheduled function. A function is used unchanged.
 * @see https://docs.netlify.com/build/functions/scheduled-functions/
 */
export function schedule(exported: unknown, setup: SetupWith<ScheduleOptions>): NetlifyFunction {
  const { native, portable } = resolveHandler(exported, 'scheduled');
  if (native) return native;
  const env = webEnv(setup);
  return async (request, context) => {
    const invocation = netlifyInvocation(request, context);
    const ctx = webContext(request, invocation, setup.options.timeoutSeconds);
    const outcome = await scheduledRun(portable, setup.options, env, ctx);
    if (!invocation.waitUntil) await ctx.settled();
    return outcome === 'failed' ? answer(500, 'The run failed', ctx) : new Response(null, { status: 204 });
  };
}
