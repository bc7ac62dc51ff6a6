import { Queue, type QueueConfig } from '@cdktf/provider-cloudflare/lib/queue';
import type { Construct } from 'constructs';
import { standsFor } from '../../terraform/physical-id';
import { physicalName } from '../../terraform/physical-name';
import { CloudflareStack } from '../stack/stack';

/** Creates a queue that keeps messages for a number of seconds. @see https://developers.cloudflare.com/queues/configuration/ */
export function createQueue(
  scope: Construct,
  id: string,
  retentionSeconds: number,
  overrides: Partial<QueueConfig> = {},
): Queue {
  const path = `${scope.node.path}/${id}`;
  const queue = new Queue(scope, id, {
    accountId: CloudflareStack.of(scope).accountId,
    queueName: physicalName(path, { most: 63, hashed: path }),
    settings: { messageRetentionPeriod: retentionSeconds },
    ...overrides,
  });
  standsFor(queue, `queue ${queue.queueNameInput}`);
  return queue;
}
