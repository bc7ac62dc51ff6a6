import type { IConstruct } from 'constructs';
import type { EntryFunctionSettings } from '../../constructs/function';
import type { Problems } from '../../errors';
import { Annotations } from '../../terraform/engine';
import { checkBindings } from '../bindings/bindings';
import { checkAlarms } from '../stack/alarm-group';
import type { AzureTypes } from '../types';

/**
 * Regions accept a smaller maximum only as Azure rolls it out to them.
 * @see https://github.com/Azure/azure-functions-host/issues/10523
 */
const MIN_INSTANCES_EVERYWHERE = 40;

/** Checks the bindings of a function, and the target of the alarms of `scope`. Its limits are in the support table. */
export function checkFunction(
  problems: Problems,
  scope: IConstruct,
  settings: EntryFunctionSettings<AzureTypes>,
): void {
  const { maxInstances } = settings;
  if (maxInstances !== undefined && maxInstances > 0 && maxInstances < MIN_INSTANCES_EVERYWHERE)
    warnOfRegions(scope, maxInstances);
  checkBindings(problems, settings.bindings, settings.environment);
  checkAlarms(problems, scope, settings);
}

function warnOfRegions(scope: IConstruct, maxInstances: number): void {
  Annotations.of(scope).addWarning(
    `[tradewind:CONCURRENCY_REGION] ${scope.node.path}: maxInstances=${maxInstances} is a maximum of instances that some ` +
      `regions of Azure refuse at deployment: they require ${MIN_INSTANCES_EVERYWHERE} or more. ` +
      `Fix: give ${MIN_INSTANCES_EVERYWHERE}, or deploy to a region that accepts it.`,
  );
}
