import type { QueueClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { encodeMessage } from '../../runtime/message-text.js';
import { ask } from '../adapter/thread.js';

/** Path of what a client is bound to. */
export interface TargetOptions {
  readonly target: string;
}

/** The client of a queue. `raw` is its path. */
export function queueClient(_name: string, { target }: TargetOptions): BindingFactory {
  return (): QueueClient<unknown, string> => ({
    raw: target,
    async send(body, options) {
      await ask(target, 'queue.send', { text: encodeMessage(body), options });
    },
    async sendAll(messages) {
      const sent = messages.map(({ body, options }) => ({ text: encodeMessage(body), options }));
      await ask(target, 'queue.sendAll', sent);
    },
  });
}
