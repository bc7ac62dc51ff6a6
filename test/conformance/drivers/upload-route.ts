import type { Construct } from 'constructs';
import { SECRET_VALUE } from '../driver';

/** Construct that accepts uploads on its own route: a processor or a pipeline. */
interface Taker extends Construct {
  readonly path: string;
  readonly bucket?: Construct;
  readonly source?: Construct;
}

/** Function that sends a request. */
type Send = (to: string, init: RequestInit) => Promise<Response>;

/** Uploads to each route of a bucket, or deletes if there is no body. A route may not accept the key. */
export async function uploadByRoute(
  children: readonly Construct[],
  [bucket, key, body]: readonly [bucket: string, key: string, body: string | Uint8Array | undefined],
  send: Send,
): Promise<void> {
  const encoded = key.split('/').map(encodeURIComponent).join('/');
  const takers = (children as readonly Taker[]).filter((each) => each.path && sourceOf(each) === bucket);
  const type = typeof body === 'string' ? 'text/plain' : 'application/octet-stream';
  for (const { path: below } of takers) {
    const headers = { authorization: `Bearer ${SECRET_VALUE}`, 'content-type': type };
    const method = body === undefined ? 'DELETE' : 'PUT';
    const to = `${below}/${encoded}`;
    const { status } = await send(to, { method, headers, body: body as BodyInit | undefined });
    if (status !== 202 && status !== 403) throw new Error(`${method} ${to} was answered ${status}`);
  }
}

function sourceOf({ bucket, source }: Taker): string | undefined {
  return (bucket ?? source)?.node.id;
}

/** Returns the records of uploads that were given up, of a bucket. */
export function givenUp(records: readonly string[]): unknown[] {
  return records.map((text) => JSON.parse(text)).filter(({ failed }) => failed !== undefined);
}
