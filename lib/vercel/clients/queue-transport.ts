import { JsonTransport } from '@vercel/queue';
import { parseJson, stringifyJson } from '../../runtime/json-text.js';

/**
 * Reads JSON without losing a digit, and returns text that is not JSON unchanged: a message that cannot be read would
 * be delivered again until it expires.
 */
class LosslessJson extends JsonTransport {
  override serialize(value: unknown): Buffer {
    return Buffer.from(stringifyJson(value));
  }

  override async deserialize(stream: ReadableStream<Uint8Array>): Promise<unknown> {
    const text = await new Response(stream).text();
    try {
      return parseJson(text);
    } catch {
      return text;
    }
  }
}

/** Writes and reads the bodies of messages. */
export const losslessJson = new LosslessJson();
