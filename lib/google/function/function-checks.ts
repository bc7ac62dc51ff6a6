import type { EntryFunctionSettings } from '../../constructs/function';
import type { Problems } from '../../errors';
import { Token } from '../../terraform/engine';
import { checkBindings, KEPT_NAME } from '../bindings/bindings';
import { checkAlarmChannel } from '../stack/alarm-channel';
import type { GoogleTypes } from '../types';

/** What Cloud Run allows a function that is called over HTTP. @see https://cloud.google.com/run/docs/configuring/request-timeout */
const MAX_SECONDS = 3600;
/** @see https://cloud.google.com/run/docs/configuring/services/memory-limits */
const MIN_MEMORY = 512;
const MAX_MEMORY = 32_768;

/** Checks what every function has: time, memory, environment, bindings, where alarms go. */
export function checkFunction(problems: Problems, settings: EntryFunctionSettings<GoogleTypes>): void {
  const seconds = settings.timeout?.toSeconds();
  problems.require(seconds === undefined || (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_SECONDS), {
    code: 'TIMEOUT_MAX',
    prop: 'timeout',
    value: settings.timeout,
    rule: `is not a whole number of seconds up to ${MAX_SECONDS}, after which Cloud Run ends a request`,
    fix: 'give such a duration, or split the work over a queue',
  });
  const { memory } = settings;
  const fits = memory === undefined || Token.isUnresolved(memory) || isMemory(memory);
  problems.require(fits, {
    code: 'MEMORY_RANGE',
    prop: 'memory',
    value: memory,
    rule: `is not a whole number of MiB from ${MIN_MEMORY} to ${MAX_MEMORY}, which is what a function with a whole vCPU can have`,
    fix: 'give a number in that range',
  });
  for (const name of Object.keys(settings.environment ?? {})) checkName(problems, name);
  checkBindings(problems, settings.bindings, settings.environment);
  checkAlarmChannel(problems, 'alarms', settings.alarms);
}

function isMemory(memory: number): boolean {
  return Number.isInteger(memory) && memory >= MIN_MEMORY && memory <= MAX_MEMORY;
}

function checkName(problems: Problems, name: string): void {
  problems.require(/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !KEPT_NAME.test(name), {
    code: 'ENV_KEY',
    prop: `environment.${name}`,
    rule: 'is no name for an environment variable of yours: letters, digits and underscores, and none that Cloud Run or tradewind keeps',
    fix: 'rename it',
  });
}
