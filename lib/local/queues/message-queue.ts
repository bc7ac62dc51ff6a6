import { randomUUID } from 'node:crypto';
import type { MessageResult } from '../../runtime/batches';
import type { SendOptions } from '../../runtime/clients';
import type { Activity } from '../activity';
import type { Alarm, Clock } from '../clock';
import type { Journal } from '../state/journal';
import type { DeadMessage, Message, QueueSettings } from './message';
import { MessageStore } from './message-store';

/** Result of a delivered message. */
export interface Fate extends MessageResult {
  /** `true` if the worker did not reach the message, so that the delivery is no attempt. */
  readonly isUntried?: boolean;
  /** Reason to give the message up, whatever attempts are left. */
  readonly giveUp?: string;
}

/** A worker of a queue. */
export interface Consumer {
  readonly batchSize: number;
  /** Seconds for which a batch that is not full waits for more. */
  readonly windowSeconds: number;
  readonly maxConcurrency: number;
  /** Seconds before a failed message is delivered again. `asked` is the delay that the handler asked for. */
  retrySeconds(attempt: number, asked: number | undefined): number;
  /** Works on messages. Resolves to the fate of each. @throws when all have failed */
  deliver(messages: readonly Message[]): Promise<readonly Fate[]>;
}

/** A message to send, with its body as text. */
export interface SentMessage {
  readonly text: string;
  readonly options?: SendOptions;
}

/** Parts of the engine that a queue needs. */
export interface QueueHost {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly journal: Journal;
}

/** A queue: at-least-once delivery, attempts, delays, order of groups, dead letters. */
export class MessageQueue {
  private readonly store: MessageStore;
  private readonly inWork = new Set<string>();
  private readonly recent = new Map<string, number>();
  private consumer?: Consumer;
  private running = 0;
  private wake?: Alarm;
  private isPumping = false;
  /** `true` while a batch is taken that is not full, as its window has ended. */
  private isHurried = false;

  constructor(
    readonly path: string,
    readonly settings: QueueSettings,
    private readonly host: QueueHost,
  ) {
    this.store = new MessageStore(host.journal, path);
  }

  /** Messages that wait or are in work, in the order of arrival. */
  messages(): Message[] {
    return this.store.all();
  }

  deadLetters(): DeadMessage[] {
    return this.store.deadLetters();
  }

  /** Connects the worker. */
  connect(consumer: Consumer): void {
    this.consumer = consumer;
    this.pump();
  }

  /** Accepts messages, all or none: they are kept when the call returns. */
  send(messages: readonly SentMessage[]): void {
    const now = this.host.clock.now();
    const added = messages.filter((each) => !this.isDuplicate(each, now));
    this.store.add(
      added.map(({ text, options = {} }) => ({
        id: randomUUID(),
        text,
        sent: now,
        group: options.group,
        attempts: 0,
        visible: now + (options.delaySeconds ?? 0) * 1000,
      })),
    );
    this.pump();
  }

  /** Delivers dead letters again, with all attempts. Returns their number. */
  redrive(): number {
    const dead = this.deadLetters();
    for (const { message } of dead) {
      this.store.exhume(message.id);
      this.store.add([{ ...message, attempts: 0, visible: this.host.clock.now() }]);
    }
    this.pump();
    return dead.length;
  }

  private isDuplicate({ text, options }: SentMessage, now: number): boolean {
    const { fifo, deduplicationSeconds } = this.settings;
    if (!fifo || deduplicationSeconds === 0) return false;
    const id = options?.deduplicationId ?? text;
    const since = this.recent.get(id);
    if (since !== undefined && now - since < deduplicationSeconds * 1000) return true;
    this.recent.set(id, now);
    return false;
  }

  /** Delivers what can be, soon: messages that are sent together arrive together. */
  private pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    this.host.activity.soon(() => {
      this.isPumping = false;
      this.deliverAll();
    });
  }

  private deliverAll(): void {
    const { consumer } = this;
    if (consumer === undefined) return;
    this.dropExpired();
    while (this.running < consumer.maxConcurrency) {
      const batch = this.deliverable(consumer);
      if (batch.length === 0) break;
      this.running += 1;
      void this.host.activity.track(this.deliver(consumer, batch));
    }
    this.sleep();
  }

  /** The next batch: visible, not in work, and in a FIFO queue with nothing of its group before it. */
  private deliverable({ batchSize, windowSeconds }: Consumer): Message[] {
    const now = this.host.clock.now();
    const held = new Set<string>();
    const batch: Message[] = [];
    for (const message of this.store.values()) {
      const { id, group, visible } = message;
      const isHeld = group !== undefined && this.settings.fifo && held.has(group);
      if (this.inWork.has(id) || visible > now || isHeld) {
        if (group !== undefined) held.add(group);
      } else if (batch.length < batchSize) batch.push(message);
      if (batch.length === batchSize) return batch;
    }
    const [first] = batch;
    const isEarly = first !== undefined && now < Math.max(first.sent, first.visible) + windowSeconds * 1000;
    return isEarly && windowSeconds > 0 && !this.isHurried ? [] : batch;
  }

  private async deliver(consumer: Consumer, batch: readonly Message[]): Promise<void> {
    const delivered = batch.map((message) => ({ ...message, attempts: message.attempts + 1 }));
    for (const message of delivered) {
      this.inWork.add(message.id);
      this.store.write(message);
    }
    let fates: readonly Fate[];
    let reason = 'the handler asked for a retry, or failed on it';
    try {
      fates = await consumer.deliver(delivered);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
      fates = delivered.map(({ id }) => ({ id, retry: true }));
    }
    const byId = new Map(fates.map((fate) => [fate.id, fate]));
    this.host.journal.atomically(() => {
      for (const message of delivered) this.settle(consumer, message, byId.get(message.id), reason);
    });
    this.running -= 1;
    this.deliverAll();
  }

  private settle(consumer: Consumer, message: Message, fate: Fate | undefined, reason: string): void {
    this.inWork.delete(message.id);
    if (fate?.retry !== true) {
      this.store.delete(message.id);
      return;
    }
    const now = this.host.clock.now();
    if (fate.isUntried) {
      this.store.write({ ...message, attempts: message.attempts - 1, visible: now });
      return;
    }
    const { maxAttempts } = this.settings;
    const isLast = maxAttempts !== undefined && message.attempts >= maxAttempts;
    if (isLast || fate.giveUp !== undefined) {
      this.store.bury(message, fate.giveUp ?? reason, now);
      return;
    }
    const seconds = consumer.retrySeconds(message.attempts, fate.delaySeconds);
    this.store.write({ ...message, visible: now + seconds * 1000 });
    // A pause that the handler asked for is a delay, which a test waits for.
    if (seconds > 0 && fate.delaySeconds === undefined) this.retryLater(message.id, now + seconds * 1000);
  }

  private retryLater(id: string, time: number): void {
    const run = () => {
      const message = this.store.get(id);
      if (message === undefined || this.inWork.has(id)) return;
      this.store.write({ ...message, visible: Math.min(message.visible, this.host.clock.now()) });
      this.pump();
    };
    this.host.clock.at(time, run, 'retry');
  }

  private dropExpired(): void {
    const oldest = this.host.clock.now() - this.settings.retentionSeconds * 1000;
    for (const { id, sent } of this.store.values()) {
      if (sent > oldest) return;
      if (!this.inWork.has(id)) this.store.delete(id);
    }
  }

  /** Wakes at the next moment at which a message becomes visible, or a batch has waited for long enough. */
  private sleep(): void {
    this.wake?.cancel();
    const { consumer } = this;
    if (consumer === undefined || this.running >= consumer.maxConcurrency) return;
    const now = this.host.clock.now();
    const idle = this.store.all().filter(({ id }) => !this.inWork.has(id));
    const delayed = idle.map(({ visible }) => visible).filter((time) => time > now);
    if (delayed.length > 0) this.wake = this.host.clock.at(Math.min(...delayed), () => this.pump());
    this.waitForWindow(consumer, idle, now);
  }

  private waitForWindow({ windowSeconds }: Consumer, idle: readonly Message[], now: number): void {
    const [first] = idle.filter(({ visible }) => visible <= now);
    if (windowSeconds === 0 || first === undefined) return;
    const run = () => {
      this.isHurried = true;
      this.deliverAll();
      this.isHurried = false;
    };
    // Like a pause after a failure, a window is nothing that a test waits for.
    this.host.clock.at(Math.max(first.sent, first.visible) + windowSeconds * 1000, run, 'retry');
  }
}
