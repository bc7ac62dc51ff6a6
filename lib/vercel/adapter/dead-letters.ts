import { type MessageMetadata, QueueClient } from '@vercel/queue';
import type { AdapterContext } from '../../runtime/context.js';
import { losslessJson } from '../clients/queue-transport.js';

/** A message that is given up, the reason, and its target. */
interface DeadLetter {
  readonly metadata: MessageMetadata;
  readonly reason: string;
  readonly ctx: AdapterContext;
  readonly to: { readonly topic: string; readonly retentionSeconds: number };
}

/**
 * Sends a message to the dead-letter topic, in its own region. Dead letters belong to no deployment, so that all of them can
 * be read together. One that is sent twice is stored once.
 */
export async function giveUp(body: unknown, { metadata, reason, ctx, to }: DeadLetter): Promise<void> {
  const { messageId, deliveryCount, region } = metadata;
  const client = new QueueClient({ region, deploymentId: null, transport: losslessJson });
  await client.send(to.topic, body, { retentionSeconds: to.retentionSeconds, idempotencyKey: messageId });
  ctx.log.error('The message was given up', new Error(reason), {
    messageId,
    attempt: deliveryCount,
    deadLetters: to.topic,
  });
}
