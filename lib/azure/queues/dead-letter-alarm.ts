import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import type { Construct } from 'constructs';
import { azureDefaults } from '../defaults';
import { POISON } from '../queue';
import { createAlarm } from '../stack/alarms';

/** Log line of the host for a message that it gives up. @see https://github.com/Azure/azure-webjobs-sdk */
export const POISONED = `Moving message to queue '${POISON}'`;

/** Work that is given up. */
export interface GivenUp {
  readonly app: FunctionAppFlexConsumption;
  /** Log lines that report it. */
  readonly lines: readonly string[];
  /** Account that stores it. */
  readonly account: StorageAccount;
  readonly queue: string;
}

/**
 * Raises an alarm when work is given up, found by its log line: for the messages in a queue, Azure only has an hourly metric
 * of the whole account.
 * @see https://learn.microsoft.com/azure/storage/queues/monitor-queue-storage-reference
 */
export function alarmOnGivenUp(
  scope: Construct,
  id: string,
  group: string,
  { app, lines, account, queue }: GivenUp,
): void {
  const says = lines.map((line) => `message contains "${line}"`).join(' or ');
  createAlarm(scope, id, group, {
    happened: 'Work has failed permanently, and waits in the dead letters.',
    todo: `Look at the queue ${queue} of the storage account ${account.name}, and at the traces of the function app. Move the messages back when the fault is fixed.`,
    ...azureDefaults.alarmLook.value,
    criteria: {
      query: `traces | where cloud_RoleName =~ "${app.name}" and (${says})`,
      timeAggregationMethod: 'Count',
      operator: 'GreaterThan',
      threshold: 0,
    },
  });
}
