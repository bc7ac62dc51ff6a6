import type { HttpRequest } from '@azure/functions';
import { reached } from './reached';

export async function handler(request: HttpRequest) {
  reached(new URL(request.url).searchParams.get('marker'));
  const { byteLength } = await request.arrayBuffer();
  return { jsonBody: { bytes: byteLength, coding: request.headers.get('content-encoding') } };
}
