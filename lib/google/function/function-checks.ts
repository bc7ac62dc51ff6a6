import type { EntryFunctionSettings } from '../../constructs/function';
import type { Problems } from '../../errors';
import { checkBindings } from '../bindings/bindings';
import { checkAlarmChannel } from '../stack/alarm-channel';
import type { GoogleTypes } from '../types';

/** Checks the bindings of a function, and the target of its alarms. Its limits are in the support table. */
export function checkFunction(problems: Problems, settings: EntryFunctionSettings<GoogleTypes>): void {
  checkBindings(problems, settings.bindings, settings.environment);
  checkAlarmChannel(problems, 'alarms', settings.alarms);
}
