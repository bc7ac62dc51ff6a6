import { reached } from './reached';

interface Event {
  readonly rawQueryString: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export async function handler({ rawQueryString, headers, body = '', isBase64Encoded }: Event) {
  reached(new URLSearchParams(rawQueryString).get('marker'));
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8').byteLength;
  return { bytes, coding: headers['content-encoding'] ?? null };
}
