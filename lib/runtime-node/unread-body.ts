import type { IncomingMessage } from 'node:http';

/**
 * Body of a request that is read only on demand. Cancelling it drops the rest and keeps the connection, on which the
 * response is sent; `Readable.toWeb` would close it.
 */
export function unreadBody(request: IncomingMessage): ReadableStream<Uint8Array> {
  let isBegun = false;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isBegun) return void request.resume();
        isBegun = true;
        request.on('data', (chunk: Uint8Array) => {
          request.pause();
          controller.enqueue(chunk);
        });
        request.on('end', () => controller.close());
        request.on('error', (error) => controller.error(error));
      },
      cancel() {
        request.removeAllListeners('data').removeAllListeners('end').removeAllListeners('error');
        request.on('error', () => {}).resume();
      },
    },
    { highWaterMark: 0 },
  );
}
