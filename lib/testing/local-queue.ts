import type { DeadMessage, Message } from '../local/queues/message';
import type { MessageQueue } from '../local/queues/message-queue';
import type { SendOptions } from '../runtime/clients';
import { decodeMessage, encodeMessage } from '../runtime/message-text';

/** A message in a queue of an app. */
export interface LocalMessage<Body> {
  /** Id, the same for each delivery. */
  readonly id: string;
  /** Body as it was sent. */
  readonly body: Body;
  /** Deliveries so far. */
  readonly attempts: number;
  /** Group in which it is in order, in a FIFO queue. */
  readonly group?: string;
}

/** A message that was given up. */
export interface LocalDeadLetter<Body> extends LocalMessage<Body> {
  /** Message of the last failure. */
  readonly reason: string;
}

/** A queue of an app that runs in this process. */
export class LocalQueue<Body> {
  /** @internal */
  constructor(private readonly queue: MessageQueue) {}

  /** Messages that wait or are in work, in the order of arrival. */
  get messages(): LocalMessage<Body>[] {
    return this.queue.messages().map((message) => toLocal<Body>(message));
  }

  /** Messages that were given up. */
  get deadLetters(): LocalDeadLetter<Body>[] {
    return this.queue.deadLetters().map(({ message, reason }: DeadMessage) => ({ ...toLocal<Body>(message), reason }));
  }

  /** Sends a message, as `env.QUEUE.send` does. */
  async send(body: Body, options?: SendOptions): Promise<void> {
    this.queue.send([{ text: encodeMessage(body), options }]);
  }

  /** Delivers the dead letters again, with all attempts. Resolves to their number. */
  async redrive(): Promise<number> {
    return this.queue.redrive();
  }
}

function toLocal<Body>({ id, text, attempts, group }: Message): LocalMessage<Body> {
  return { id, body: decodeMessage(text) as Body, attempts, ...(group !== undefined && { group }) };
}
