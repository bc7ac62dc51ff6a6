import { SendError } from '../../runtime/client-errors';
import type { QueueClient, SendOptions } from '../../runtime/clients';
import { decodeMessage, encodeMessage } from '../../runtime/message-text';

/** Message that was sent to a fake queue. */
export interface FakeMessage<Body = unknown> {
  /** Body as a worker receives it. */
  readonly body: Body;
  /** Options with which it was sent. */
  readonly options?: SendOptions;
}

/** Settings of a fake queue. */
export interface FakeQueueOptions {
  /** `true` for a FIFO queue, whose messages have groups and keep their order within one. @default false */
  readonly fifo?: boolean;
}

/**
 * Maximum size of one message in bytes. @see
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const MAX_BYTES = 1_048_576;
const MAX_DELAY = 900;

/**
 * Queue in memory, with the client of a real one. `raw` is the list of sent messages, in order.
 * @example
 * const JOBS = fakes.queue<Job>();
 * await invoke(entry, events.httpApi({ method: 'POST', path: '/orders', body: { id: '7' } }), { env: { JOBS } });
 * expect(JOBS.raw).toEqual([{ body: { id: '7' } }]);
 */
export function queue<Body = unknown>({ fifo = false }: FakeQueueOptions = {}): QueueClient<Body, FakeMessage<Body>[]> {
  const raw: FakeMessage<Body>[] = [];
  const seen = new Set<string>();
  const add = (text: string, options: SendOptions | undefined) => {
    const { deduplicationId } = options ?? {};
    const id = fifo ? (deduplicationId ?? text) : undefined;
    if (id !== undefined && seen.has(id)) return;
    if (id !== undefined) seen.add(id);
    raw.push({ body: decodeMessage(text) as Body, ...(options && { options }) });
  };
  return {
    raw,
    async send(body, options) {
      const text = encodeMessage(body);
      const reason = refusalOf(text, options, fifo);
      if (reason !== undefined) throw new Error(reason);
      add(text, options);
    },
    async sendAll(messages) {
      const failed: { index: number; reason: string }[] = [];
      for (const [index, { text, options }] of messages
        .map(({ body, options }) => ({ text: encodeMessage(body), options }))
        .entries()) {
        const stopped = fifo && failed.length > 0 ? 'not sent: one before it failed' : undefined;
        const reason = stopped ?? refusalOf(text, options, fifo);
        if (reason === undefined) add(text, options);
        else failed.push({ index, reason });
      }
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}

/** Returns the reason why a queue does not accept a message. */
function refusalOf(text: string, { delaySeconds = 0, group }: SendOptions = {}, fifo: boolean): string | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) return `the message has ${bytes} bytes, and a queue takes ${MAX_BYTES}`;
  if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > MAX_DELAY)
    return `delaySeconds is ${delaySeconds}, and a queue takes whole seconds from 0 to ${MAX_DELAY}`;
  return fifo && group === undefined ? 'a message of a FIFO queue needs a group' : undefined;
}
