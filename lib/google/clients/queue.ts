import { SendError } from '../../runtime/client-errors.js';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { encodeMessage } from '../../runtime/message-text.js';
import { type GoogleApi, googleApi } from './google-api.js';

/** Client of Pub/Sub, and the name of the topic: `projects/shop/topics/jobs`. */
export interface RawQueue {
  readonly api: GoogleApi;
  readonly topic: string;
  /** Address of Pub/Sub; emulators have another one. */
  readonly host: string;
}

/** `true` if messages of a group keep their order. */
export interface QueueOptions {
  readonly fifo?: boolean;
}

interface Message {
  /** Base64. */
  readonly data: string;
  readonly orderingKey?: string;
}

/** Limits of one request. @see https://cloud.google.com/pubsub/quotas#resource_limits */
const MAX_MESSAGES = 1000;
const MAX_BYTES = 10_000_000;
/** Maximum bytes that a message takes in addition to its data. */
const FRAME_BYTES = 1500;

/** Creates the client of a queue whose topic is in the variable `name`. */
export function queueClient(name: string, options: QueueOptions): BindingFactory {
  return (variables) => {
    const { PUBSUB_EMULATOR_HOST: emulator } = process.env;
    const host = emulator === undefined ? 'https://pubsub.googleapis.com' : `http://${emulator}`;
    return createQueueClient({ api: googleApi(), topic: String(variables[name]), host }, options);
  };
}

/** @see https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish */
export function createQueueClient(raw: RawQueue, options: QueueOptions = {}): QueueClient<unknown, RawQueue> {
  const publish = async (messages: readonly Message[]) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ messages });
    await raw.api.request(`${raw.host}/v1/${raw.topic}:publish`, { method: 'POST', headers, body });
  };
  return {
    raw,
    send: async (body, given) => publish([toMessage(body, given, options)]),
    async sendAll(given) {
      const messages = given.map((each) => toMessage(each.body, each.options, options));
      const failed: { index: number; reason: string }[] = [];
      let index = 0;
      for (const batch of batches(messages)) {
        const first = index;
        index += batch.length;
        // A request is accepted completely or not at all.
        await publish(batch).catch(({ message }: Error) => {
          failed.push(...batch.map((_, offset) => ({ index: first + offset, reason: message })));
        });
      }
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}

function toMessage(
  body: unknown,
  { delaySeconds = 0, group }: SendOptions = {},
  { fifo = false }: QueueOptions,
): Message {
  if (delaySeconds > 0)
    throw new TypeError(
      '[tradewind:QUEUE_DELAY] Pub/Sub delivers at once. Fix: omit delaySeconds, or use Cloud Tasks.',
    );
  if (fifo && group === undefined)
    throw new TypeError('[tradewind:QUEUE_GROUP] A message of a FIFO queue needs a group. Fix: set one.');
  return { data: Buffer.from(encodeMessage(body)).toString('base64'), orderingKey: group };
}

/** Splits messages into requests, in order, each as large as allowed. */
function batches(messages: readonly Message[]): Message[][] {
  const all: Message[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = message.data.length + FRAME_BYTES;
    const last = all.at(-1);
    if (last === undefined || last.length === MAX_MESSAGES || bytes + size > MAX_BYTES) {
      all.push([message]);
      bytes = size;
    } else {
      last.push(message);
      bytes += size;
    }
  }
  return all;
}
