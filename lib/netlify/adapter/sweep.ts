import { failed } from '../../runtime/answers.js';
import type { SetupWith } from '../../runtime/env.js';
import { type FunctionOptions, webContext, webEnv } from '../../runtime-node/web-function.js';
import { outboxStore } from '../clients/outbox.js';
import { type WakeOptions, wake } from '../clients/wake.js';
import { forget } from './forget.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';
import { isAnyDue } from './outbox.js';

/** Options of the adapter, which the construct sets. */
export interface SweepOptions extends FunctionOptions, WakeOptions {
  /** Name of the store. */
  readonly store: string;
  /** Deletes old idempotency records of the worker. */
  readonly remembers: boolean;
}

/** Time during which a sweep deletes records. Netlify ends it after 30 seconds. */
const FORGET_MS = 15_000;

/**
 * A scheduled function that starts the worker of a queue when a message is due, and deletes old records. It has no entry of
 * the user.
 */
export function sweep(_exported: unknown, setup: SetupWith<SweepOptions>): NetlifyFunction {
  webEnv(setup);
  const options = setup.options;
  return async (request, context) => {
    try {
      const end = Date.now() + FORGET_MS;
      const store = outboxStore(options.store);
      if (await isAnyDue(store)) await wake(options);
      if (options.remembers) await forget(store, end);
      return new Response(null, { status: 204 });
    } catch (error) {
      const ctx = webContext(request, netlifyInvocation(request, context), options.timeoutSeconds);
      return failed(error, ctx, 503, 'Service Unavailable');
    }
  };
}
