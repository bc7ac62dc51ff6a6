import type { IncomingMessage, ServerResponse } from 'node:http';
import { reached } from './reached';

type FrameworkRequest = IncomingMessage & { readonly rawBody?: Buffer };

export function handler({ url, headers, rawBody }: FrameworkRequest, response: ServerResponse): void {
  reached(new URL(url ?? '/', 'http://localhost').searchParams.get('marker'));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ bytes: rawBody?.byteLength ?? 0, coding: headers['content-encoding'] ?? null }));
}
