import type { IncomingMessage, ServerResponse } from 'node:http';
import { reached } from './reached';

export async function handler(request: IncomingMessage, response: ServerResponse): Promise<void> {
  reached(new URL(request.url ?? '/', 'http://localhost').searchParams.get('marker'));
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Uint8Array).byteLength;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ bytes, coding: request.headers['content-encoding'] ?? null }));
}
