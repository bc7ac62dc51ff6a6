import { randomUUID } from 'node:crypto';

/** Milliseconds for a second of the service, so that pauses are short. */
export const SECOND = 40;
/** Default time of a lease. @see https://vercel.com/docs/queues/api */
export const LENT_SECONDS = 60;

/** Message as it is sent. */
export interface Sent {
  readonly body: Buffer;
  readonly type: string;
  /** Lifetime in seconds. */
  readonly retention: number;
  /** Seconds before it may be delivered. */
  readonly delay: number;
  /**
   * Deployment that has sent it, and that alone receives it. A message without one is for requests without a
   * deployment.
   */
  readonly deployment: string | undefined;
  /** Key by which a second message with the same key is a duplicate. */
  readonly key: string | undefined;
}

/** Message, with its state for each consumer. */
export interface Message extends Sent {
  readonly id: string;
  readonly sent: Date;
  readonly consumers: Map<string, Progress>;
}

interface Progress {
  deliveries: number;
  /** Handles given out for it; the last one is valid. */
  readonly handles: string[];
  /** Time of the next delivery: the end of a delay or of a lease. */
  until: number;
  done: boolean;
}

/** Message under a lease. */
export interface Loan {
  readonly message: Message;
  readonly handle: string;
  readonly deliveries: number;
}

/** Error response: a status, and a message. */
export interface Refusal {
  readonly status: 403 | 404 | 409 | 410;
  readonly text: string;
}

/** Consumer of a request. */
export interface Asker {
  readonly consumer: string;
  readonly deployment: string | undefined;
}

/** Messages of a topic. Every consumer, whatever its name, receives each of them, from the oldest on. */
export class Topic {
  private readonly messages: Message[] = [];
  /** Ids of messages that were sent twice, and of those that were sent first. */
  private readonly duplicates = new Map<string, string>();

  /** A duplicate receives an id too, which leads nowhere. */
  publish(sent: Sent): string {
    const id = randomUUID();
    const known = this.messages.find(({ key }) => key !== undefined && key === sent.key);
    if (known === undefined) this.messages.push({ ...sent, id, sent: new Date(), consumers: new Map() });
    else this.duplicates.set(id, known.id);
    return id;
  }

  /** Returns the bodies of messages that no consumer has acknowledged. */
  waiting(): unknown[] {
    const left = this.messages.filter(({ consumers }) => ![...consumers.values()].some(({ done }) => done));
    return left.map(({ body }) => JSON.parse(String(body)));
  }

  /** Returns the messages that a consumer may receive now. */
  ready(consumer: string): Message[] {
    return this.messages.filter((message) => {
      const { done, until } = progressOf(message, consumer);
      return !done && until <= Date.now();
    });
  }

  /** Leases some of the ready messages. */
  receive({ consumer, deployment }: Asker, most: number, seconds: number): Loan[] {
    const own = this.ready(consumer).filter((message) => message.deployment === deployment);
    return own.slice(0, most).map((message) => this.lend(message, consumer, seconds));
  }

  /** Leases the message with an id, unless it is done, leased or delayed. */
  receiveById(id: string, { consumer, deployment }: Asker, seconds: number): Loan | Refusal {
    const originalMessageId = this.duplicates.get(id);
    if (originalMessageId !== undefined) return { status: 409, text: JSON.stringify({ originalMessageId }) };
    const message = this.messages.find((each) => each.id === id && each.deployment === deployment);
    if (message === undefined) return { status: 404, text: 'no such message' };
    const { done, until } = progressOf(message, consumer);
    if (done) return { status: 410, text: 'already processed' };
    if (until > Date.now()) return { status: 409, text: 'not available' };
    return this.lend(message, consumer, seconds);
  }

  /** Counts a delivery, and gives out a handle for it. Earlier handles are no longer valid. */
  lend(message: Message, consumer: string, seconds: number): Loan {
    const progress = progressOf(message, consumer);
    const handle = randomUUID();
    progress.deliveries += 1;
    progress.handles.push(handle);
    progress.until = Date.now() + seconds * SECOND;
    return { message, handle, deliveries: progress.deliveries };
  }

  /** Acknowledges a leased message, or extends its lease to so many seconds from now. */
  change(handle: string, { consumer, deployment }: Asker, seconds: number | 'done'): Refusal | undefined {
    const message = this.messages.find(({ consumers }) => consumers.get(consumer)?.handles.includes(handle));
    if (message === undefined) return { status: 404, text: 'no such receipt handle' };
    if (message.deployment !== deployment) return { status: 403, text: 'of another deployment' };
    const progress = progressOf(message, consumer);
    if (progress.done || progress.handles.at(-1) !== handle) return { status: 409, text: 'no longer lent to you' };
    if (seconds === 'done') progress.done = true;
    else progress.until = Date.now() + seconds * SECOND;
    return undefined;
  }

  /** Delays a message that is not done. `least` keeps a longer lease. */
  holdBack(message: Message, consumer: string, seconds: number, least = false): void {
    const progress = progressOf(message, consumer);
    const until = Date.now() + seconds * SECOND;
    progress.until = least ? Math.max(progress.until, until) : until;
  }
}

function progressOf(message: Message, consumer: string): Progress {
  const { consumers, sent, delay } = message;
  const fresh = () => ({ deliveries: 0, handles: [], until: sent.getTime() + delay * SECOND, done: false });
  if (!consumers.has(consumer)) consumers.set(consumer, fresh());
  return consumers.get(consumer)!;
}
