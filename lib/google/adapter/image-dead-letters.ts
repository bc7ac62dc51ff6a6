import { googleApi } from '../clients/google-api.js';
import type { PushMessage } from './push.js';

/**
 * Sends a message that would always fail to the topic in `TRADEWIND_DEAD_LETTERS` at once, without further attempts. Its data
 * is unchanged, so that it can be published again, and an attribute has the reason.
 */
export async function sendDeadLetter({ data, attributes }: PushMessage, reason: string): Promise<void> {
  const { PUBSUB_EMULATOR_HOST: emulator, TRADEWIND_DEAD_LETTERS: topic } = process.env;
  const host = emulator === undefined ? 'https://pubsub.googleapis.com' : `http://${emulator}`;
  await googleApi().request(`${host}/v1/${topic}:publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ messages: [{ data, attributes: { ...attributes, reason } }] }),
  });
}
