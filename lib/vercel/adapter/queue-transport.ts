import { JsonTransport } from '@vercel/queue';

/** JSON, and the text as it is of what is none: a message that cannot be read would come again until it expires. */
class LenientJson extends JsonTransport {
  override async deserialize(stream: ReadableStream<Uint8Array>): Promise<unknown> {
    const text = await new Response(stream).text();
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
}

/** How the bodies of messages are read and written. */
export const lenientJson = new LenientJson();
