import type { FunctionSettings } from '../constructs/function';
import type { Problems } from '../errors';
import type { NetlifyTypes } from './types';

const MIN_MEMORY = 1024;
const MAX_MEMORY = 4096;
/** Names of variables that are not the user's to give. @see https://docs.netlify.com/build/functions/environment-variables/#reserved-environment-variables */
export const KEPT_NAME = /^(NETLIFY|AWS_|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$|TZ$)/;

/** Checks what every function has: time, of which there are `most` seconds, memory, environment. */
export function checkFunction(problems: Problems, settings: FunctionSettings<NetlifyTypes>, most: number): void {
  const seconds = settings.timeout?.toSeconds();
  problems.require(seconds === undefined || isWithin(seconds, 1, most), {
    code: 'TIMEOUT_MAX',
    prop: 'timeout',
    value: settings.timeout,
    rule: `is not a whole number of seconds up to ${most}, after which Netlify ends the run`,
    fix: 'give such a duration, or split the work',
  });
  const { memory } = settings;
  problems.require(memory === undefined || isWithin(memory, MIN_MEMORY, MAX_MEMORY), {
    code: 'MEMORY_RANGE',
    prop: 'memory',
    value: memory,
    rule: `is not a whole number of MB from ${MIN_MEMORY} to ${MAX_MEMORY}`,
    fix: 'give such a number, or leave it out',
  });
  for (const name of Object.keys(settings.environment ?? {})) {
    problems.require(/^[A-Za-z_]\w*$/.test(name) && !KEPT_NAME.test(name), {
      code: 'ENV_KEY',
      prop: `environment.${name}`,
      rule: 'is no name for an environment variable of yours: letters, digits and underscores, and none that Netlify keeps',
      fix: 'rename it, or set it for the site',
    });
  }
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
