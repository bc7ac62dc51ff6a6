import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { withBody } from '../../runtime/limit-body.js';

/** The codings that Google Cloud decodes for a function. `x-gzip` is an old name of gzip (RFC 9110, 8.4.1.3). */
const DECODERS = { gzip: gunzip, 'x-gzip': gunzip, deflate: inflate, br: brotliDecompress } as const;

/**
 * The request with its body decompressed, and without `content-encoding`, as functions on Google Cloud receive it. Stops at
 * the limit: a small body can inflate to a thousand times its size. Bodies in other codings are passed on unchanged.
 */
export async function inflateBody(request: Request, limit: number): Promise<Request | 'too large' | 'unreadable'> {
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (!Object.hasOwn(DECODERS, coding) || request.body === null) return request;
  const decode = promisify<Uint8Array, object, Buffer>(DECODERS[coding as keyof typeof DECODERS]);
  const bytes = new Uint8Array(await request.arrayBuffer());
  try {
    const inflated = await decode(bytes, { maxOutputLength: limit });
    const plain = withBody(request, new Blob([new Uint8Array(inflated)]));
    plain.headers.delete('content-encoding');
    return plain;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : 'unreadable';
  }
}
