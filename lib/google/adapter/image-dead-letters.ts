import { googleApi } from '../clients/google-api.js';
import type { PushMessage } from './push.js';

/**
 * Sends a message that would fail each time to the topic that `TRADEWIND_DEAD_LETTERS` names, rather than to fail on it as
 * often as the subscription allows. It stays as it was received, so that it can be published again, and says why.
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
