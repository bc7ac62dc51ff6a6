import { SendError } from '../../runtime/client-errors';
import type { MessageQueue, SentMessage } from '../queues/message-queue';
import type { QueueSemantics } from '../semantics';
import type { Service } from './service';

/** A queue and the rules of its provider. */
export interface QueueAccess {
  readonly queue: MessageQueue;
  readonly rules: QueueSemantics;
}

/** Answers the clients of queues. It accepts and refuses what the provider does. */
export function queueService(accessOf: (path: string) => QueueAccess): Service {
  return (target, method, input) => {
    const access = accessOf(target);
    if (method === 'queue.send') return sendOne(access, input as SentMessage);
    return sendAll(access, input as readonly SentMessage[]);
  };
}

function sendOne({ queue, rules }: QueueAccess, message: SentMessage): void {
  const reason = refusalOf(message, queue, rules);
  if (reason !== undefined) throw new TypeError(reason);
  queue.send([message]);
}

function sendAll({ queue, rules }: QueueAccess, messages: readonly SentMessage[]): void {
  const failed: { index: number; reason: string }[] = [];
  const accepted: SentMessage[] = [];
  for (const [index, message] of messages.entries()) {
    // Nothing may overtake a message that was refused.
    const stopped = queue.settings.fifo && failed.length > 0 ? 'not sent: one before it failed' : undefined;
    const reason = stopped ?? refusalOf(message, queue, rules);
    if (reason === undefined) accepted.push(message);
    else failed.push({ index, reason });
  }
  if (accepted.length > 0) queue.send(accepted);
  if (failed.length > 0) throw new SendError(failed);
}

/** The reason for which the provider does not accept a message. */
function refusalOf({ text, options = {} }: SentMessage, { settings }: MessageQueue, rules: QueueSemantics) {
  const { delaySeconds = 0, group } = options;
  const bytes = Buffer.byteLength(text);
  if (bytes > rules.maxBytes)
    return `[tradewind:QUEUE_SIZE] The message has ${bytes} bytes. Fix: send at most ${rules.maxBytes}.`;
  if (delaySeconds > 0 && rules.maxDelaySeconds === undefined)
    return '[tradewind:QUEUE_DELAY] The queue delivers at once. Fix: leave delaySeconds out.';
  const isDelay = Number.isInteger(delaySeconds) && delaySeconds >= 0 && delaySeconds <= (rules.maxDelaySeconds ?? 0);
  if (!isDelay)
    return `[tradewind:QUEUE_DELAY] delaySeconds is ${delaySeconds}. Fix: give whole seconds from 0 to ${rules.maxDelaySeconds}.`;
  if (settings.fifo && group === undefined)
    return '[tradewind:QUEUE_GROUP] A message of a FIFO queue has a group. Fix: say which.';
  return undefined;
}
