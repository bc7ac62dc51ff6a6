import type { IConstruct } from 'constructs';
import type { EntryFunctionSettings } from '../../constructs/function';
import type { Problems } from '../../errors';
import { Annotations, Token } from '../../terraform/engine';
import { checkBindings, KEPT_NAME } from '../bindings/bindings';
import { checkAlarms } from '../stack/alarm-group';
import type { AzureTypes } from '../types';

/** @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes */
const SIZES = [2048, 4096];
/** @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to */
const MAX_INSTANCES = 1000;
/**
 * Regions accept a smaller maximum only as Azure rolls it out to them.
 * @see https://github.com/Azure/azure-functions-host/issues/10523
 */
const MIN_INSTANCES_EVERYWHERE = 40;

/** Checks what every function has: memory, instances, environment, bindings, where the alarms of `scope` go. */
export function checkFunction(
  problems: Problems,
  scope: IConstruct,
  settings: EntryFunctionSettings<AzureTypes>,
): void {
  const seconds = settings.timeout?.toSeconds();
  problems.require(seconds === undefined || (Number.isInteger(seconds) && seconds >= 1), {
    code: 'TIMEOUT_MAX',
    prop: 'timeout',
    value: settings.timeout,
    rule: 'is not a whole number of seconds',
    fix: 'give such a duration',
  });
  const { memory, concurrency } = settings;
  problems.require(memory === undefined || Token.isUnresolved(memory) || SIZES.includes(memory), {
    code: 'MEMORY_RANGE',
    prop: 'memory',
    value: memory,
    rule: `is not ${SIZES.join(' or ')}, which are the sizes of instances in MiB`,
    fix: 'give one of them, or leave it out',
  });
  const fits =
    concurrency === undefined || (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= MAX_INSTANCES);
  problems.require(fits, {
    code: 'CONCURRENCY_RANGE',
    prop: 'concurrency',
    value: concurrency,
    rule: `is not a whole number from 1 to ${MAX_INSTANCES}, which are the instances that an app can have`,
    fix: 'give such a number, or leave it out',
  });
  if (fits && concurrency !== undefined && concurrency < MIN_INSTANCES_EVERYWHERE) warnOfRegions(scope, concurrency);
  for (const name of Object.keys(settings.environment ?? {})) {
    problems.require(/^[A-Za-z_]\w*$/.test(name) && !KEPT_NAME.test(name), {
      code: 'ENV_KEY',
      prop: `environment.${name}`,
      rule: 'is no name for an app setting of yours: letters, digits and underscores, and none that Azure Functions or tradewind keeps',
      fix: 'rename it',
    });
  }
  checkBindings(problems, settings.bindings, settings.environment);
  checkAlarms(problems, scope, settings);
}

function warnOfRegions(scope: IConstruct, concurrency: number): void {
  Annotations.of(scope).addWarning(
    `[tradewind:CONCURRENCY_REGION] ${scope.node.path}: concurrency=${concurrency} is a maximum of instances that some ` +
      `regions of Azure refuse at deployment: they require ${MIN_INSTANCES_EVERYWHERE} or more. ` +
      `Fix: give ${MIN_INSTANCES_EVERYWHERE}, or deploy to a region that accepts it.`,
  );
}
