import type { SetupWith } from '../runtime/env.js';
import type { GuardedParts } from '../runtime/guarded.js';
import type { TriggerMethod } from '../runtime/handler.js';
import { type Guard, webGuards } from '../runtime/web-guards.js';
import { decoded } from './decoded.js';
import { type HttpOptions, webEnv } from './web-function.js';

/** Guards of a function, and how it serves what they admit, without the calling convention of a provider. */
export type WebParts<Method extends TriggerMethod> = Pick<
  GuardedParts<Method, readonly unknown[], unknown>,
  'guards' | 'serve'
>;

/** Parts of an HTTP function. `others` are guards in addition to those that its options ask for. */
export function httpParts(setup: SetupWith<HttpOptions>, ...others: Guard[]): WebParts<'fetch'> {
  const env = webEnv(setup);
  return {
    guards: webGuards(setup.options, ...others),
    serve: (app) => async (request, ctx) => decoded(await app.fetch(request, env as never, ctx)),
  };
}
