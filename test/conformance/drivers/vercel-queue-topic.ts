import { randomUUID } from 'node:crypto';

/** A second of the service is this many milliseconds, so that nobody waits for pauses. */
export const SECOND = 40;
/** How long a message is lent to whom it is brought, or who does not say. @see https://vercel.com/docs/queues/api */
export const LENT_SECONDS = 60;

/** What is sent. */
export interface Sent {
  readonly body: Buffer;
  readonly type: string;
  /** Seconds for which it is kept. */
  readonly retention: number;
  /** Seconds before it may be delivered. */
  readonly delay: number;
  /** The deployment that has sent it, which alone gets it. One of none is for those that ask without a deployment. */
  readonly deployment: string | undefined;
  /** What makes a second one of the same a duplicate. */
  readonly key: string | undefined;
}

/** A message, and how far each consumer is with it. */
export interface Message extends Sent {
  readonly id: string;
  readonly sent: Date;
  readonly consumers: Map<string, Progress>;
}

interface Progress {
  deliveries: number;
  /** What was given out for it; the last one holds. */
  readonly handles: string[];
  /** When it may be delivered (again): the end of a delay or of a lease. */
  until: number;
  done: boolean;
}

/** A message that was lent. */
export interface Loan {
  readonly message: Message;
  readonly handle: string;
  readonly deliveries: number;
}

/** Why something cannot be had: a status, and what is said. */
export interface Refusal {
  readonly status: 403 | 404 | 409 | 410;
  readonly text: string;
}

/** Who asks. */
export interface Asker {
  readonly consumer: string;
  readonly deployment: string | undefined;
}

/** The messages of a topic. Every consumer, whatever its name, gets each of them, from the oldest on. */
export class Topic {
  private readonly messages: Message[] = [];
  /** Ids of messages that were sent twice, and of those that were sent first. */
  private readonly duplicates = new Map<string, string>();

  /** A duplicate gets an id too, which leads nowhere. */
  publish(sent: Sent): string {
    const id = randomUUID();
    const known = this.messages.find(({ key }) => key !== undefined && key === sent.key);
    if (known === undefined) this.messages.push({ ...sent, id, sent: new Date(), consumers: new Map() });
    else this.duplicates.set(id, known.id);
    return id;
  }

  /** The bodies of what no consumer has acknowledged. */
  waiting(): unknown[] {
    const left = this.messages.filter(({ consumers }) => ![...consumers.values()].some(({ done }) => done));
    return left.map(({ body }) => JSON.parse(String(body)));
  }

  /** What a consumer may have now. */
  ready(consumer: string): Message[] {
    return this.messages.filter((message) => {
      const { done, until } = progressOf(message, consumer);
      return !done && until <= Date.now();
    });
  }

  /** Lends some of what is ready. */
  receive({ consumer, deployment }: Asker, most: number, seconds: number): Loan[] {
    const own = this.ready(consumer).filter((message) => message.deployment === deployment);
    return own.slice(0, most).map((message) => this.lend(message, consumer, seconds));
  }

  /** Lends the one with an id, when it is neither done nor lent nor held back. */
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

  /** Counts a delivery, and gives out a handle for it. Those that were given out before hold no longer. */
  lend(message: Message, consumer: string, seconds: number): Loan {
    const progress = progressOf(message, consumer);
    const handle = randomUUID();
    progress.deliveries += 1;
    progress.handles.push(handle);
    progress.until = Date.now() + seconds * SECOND;
    return { message, handle, deliveries: progress.deliveries };
  }

  /** Acknowledges what was lent, or lends it for so many seconds from now. */
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

  /** Holds a message back that is not done. `least` leaves a lease alone that is longer. */
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
