import type { FunctionSettings } from '../constructs/function';
import type { Problems } from '../errors';
import type { VercelTypes } from './types';

/** The most that a plan allows; 300 on Hobby. @see https://vercel.com/docs/functions/configuring-functions/duration */
const MAX_SECONDS = 800;
const MIN_MEMORY = 128;
/** The most that a plan allows; 2048 on Hobby. @see https://vercel.com/docs/functions/configuring-functions/memory */
const MAX_MEMORY = 4096;
/** Names of variables that are not the user's to give. @see https://vercel.com/docs/environment-variables/reserved-environment-variables */
export const KEPT_NAME = /^(VERCEL(_|$)|NOW_|AWS_|LAMBDA_|CRON_SECRET$|TZ$)/;

/** Checks what every function has: time, memory, environment. */
export function checkFunction(problems: Problems, settings: FunctionSettings<VercelTypes>): void {
  const seconds = settings.timeout?.toSeconds();
  problems.require(seconds === undefined || isWithin(seconds, 1, MAX_SECONDS), {
    code: 'TIMEOUT_MAX',
    prop: 'timeout',
    value: settings.timeout,
    rule: `is not a whole number of seconds up to ${MAX_SECONDS}, the most of the Pro plan (Hobby: 300)`,
    fix: 'give such a duration, or split the work',
  });
  const { memory } = settings;
  problems.require(memory === undefined || isWithin(memory, MIN_MEMORY, MAX_MEMORY), {
    code: 'MEMORY_RANGE',
    prop: 'memory',
    value: memory,
    rule: `is not a whole number of MiB from ${MIN_MEMORY} to ${MAX_MEMORY}, the most of the Pro plan (Hobby: 2048)`,
    fix: 'give such a number, or leave it out',
  });
  for (const name of Object.keys(settings.environment ?? {})) {
    problems.require(/^[A-Za-z]\w*$/.test(name) && !KEPT_NAME.test(name), {
      code: 'ENV_KEY',
      prop: `environment.${name}`,
      rule: 'is no name for an environment variable of yours: a letter, then letters, digits and underscores, and none that Vercel keeps',
      fix: 'rename it, or set it in the project',
    });
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
