import type { Queue } from '@cdktf/provider-cloudflare/lib/queue';
import { QueueConsumer, type QueueConsumerSettings } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import type { WorkersDeployment } from '@cdktf/provider-cloudflare/lib/workers-deployment';
import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import { CloudflareStack } from '../stack/stack';

/** Queue that triggers a worker, and its settings. */
export interface ConsumerSpec {
  readonly queue: Queue;
  readonly deadLetterQueue?: Queue;
  /** Deployment of the worker, on which the consumer depends. */
  readonly script: WorkersScript | WorkersDeployment;
  readonly settings: QueueConsumerSettings;
  readonly purpose: string;
}

/** Triggers a worker from a queue. @see https://developers.cloudflare.com/queues/configuration/configure-queues/ */
export function connectQueue(scope: Construct, { queue, deadLetterQueue, script, settings, purpose }: ConsumerSpec) {
  const consumer = new QueueConsumer(scope, 'Consumer', {
    accountId: CloudflareStack.of(scope).accountId,
    queueId: queue.queueId,
    // A reference, so that the script is created first.
    scriptName: script.scriptName,
    type: 'worker',
    deadLetterQueue: deadLetterQueue?.queueName,
    settings,
  });
  explain(consumer, { type: 'cloudflare_queue_consumer', purpose });
  return consumer;
}
