import type { Journal } from '../state/journal';
import type { DeadMessage, Message } from './message';

/** Messages of one queue, in memory and in the journal. What is written is kept before the call returns. */
export class MessageStore {
  private readonly messages = new Map<string, Message>();
  private readonly dead = new Map<string, DeadMessage>();
  private order = 0;

  constructor(
    private readonly journal: Journal,
    private readonly path: string,
  ) {
    const messages = journal.read(`queue ${path}`).map(({ value }) => value as Message);
    for (const message of messages.sort((a, b) => a.order - b.order)) this.messages.set(message.id, message);
    for (const { value } of journal.read(`dead ${path}`)) {
      const dead = value as DeadMessage;
      this.dead.set(dead.message.id, dead);
    }
    this.order = messages.at(-1)?.order ?? 0;
  }

  /** In the order of arrival. */
  all(): Message[] {
    return [...this.messages.values()];
  }

  /** The same without a copy. */
  values(): IterableIterator<Message> {
    return this.messages.values();
  }

  deadLetters(): DeadMessage[] {
    return [...this.dead.values()];
  }

  get(id: string): Message | undefined {
    return this.messages.get(id);
  }

  /** Adds messages, all or none. */
  add(messages: readonly Omit<Message, 'order'>[]): void {
    this.journal.atomically(() => {
      for (const message of messages) {
        this.order += 1;
        this.write({ ...message, order: this.order });
      }
    });
  }

  write(message: Message): void {
    this.journal.put(`queue ${this.path}`, message.id, message);
    this.messages.set(message.id, message);
  }

  delete(id: string): void {
    this.journal.delete(`queue ${this.path}`, id);
    this.messages.delete(id);
  }

  /** Moves a message to the dead letters. */
  bury(message: Message, reason: string, time: number): void {
    this.journal.atomically(() => {
      const dead = { message, reason, time };
      this.journal.put(`dead ${this.path}`, message.id, dead);
      this.delete(message.id);
      this.dead.set(message.id, dead);
    });
  }

  /** Takes a message out of the dead letters. */
  exhume(id: string): void {
    this.journal.delete(`dead ${this.path}`, id);
    this.dead.delete(id);
  }
}
