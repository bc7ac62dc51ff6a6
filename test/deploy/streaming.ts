/**
 * Loaded into the functions that the emulator runs, which are plain Node.js: a replacement for the global by which
 * Lambda streams. Output leaves as one text, in the format that function URLs read: the head as JSON, eight zero bytes,
 * the body. It shows the complete output, not that it arrives piece by piece.
 */
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

type StreamingHandler = (event: unknown, stream: Writable, context: unknown) => Promise<void>;

function streamifyResponse(handler: StreamingHandler) {
  return async (event: unknown, context: unknown): Promise<string> => {
    const chunks: Buffer[] = [];
    const stream = new Writable({
      write(chunk, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    await Promise.all([handler(event, stream, context), finished(stream)]);
    return Buffer.concat(chunks).toString('utf8');
  };
}

function from(stream: Writable, head: object): Writable {
  stream.write(`${JSON.stringify(head)}${'\0'.repeat(8)}`);
  return stream;
}

Object.assign(globalThis, { awslambda: { streamifyResponse, HttpResponseStream: { from } } });
