import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import type { Construct } from 'constructs';
import { MESSAGES, type Queue } from '../queue';
import { assignRole } from '../stack/roles';

/** Name of the connection through which the host reads the queue. */
export const CONNECTION = 'TRADEWIND_QUEUE';

/**
 * App settings that tell the host the queue and the identity to read it with.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#identity-based-connections
 */
export function queueConnection(queue: Queue, clientId: string): Record<string, string> {
  return {
    [`${CONNECTION}__queueServiceUri`]: queue.account.primaryQueueEndpoint,
    [`${CONNECTION}__credential`]: 'managedidentity',
    [`${CONNECTION}__clientId`]: clientId,
  };
}

/** Settings of host.json for a queue. */
export function queueHost(maxAttempts: number, batchSize: number) {
  return {
    extensions: { queues: { maxDequeueCount: maxAttempts, batchSize, newBatchThreshold: Math.floor(batchSize / 2) } },
  };
}

/** Options of the adapter for a queue. */
export const queueOptions = { queueName: MESSAGES, connection: CONNECTION } as const;

/** Lets the host receive messages of a queue, and move those that it gives up to the dead-letter queue. */
export function grantWork(scope: Construct, queue: Queue, { principalId }: UserAssignedIdentity): void {
  assignRole(
    { scope, id: 'MayWork', principalId },
    {
      name: 'Storage Queue Data Contributor',
      scope: queue.account.id,
      purpose: 'Lets the host receive messages of the queue, and move failed ones to the dead letters.',
      prop: 'queue',
    },
  );
}
