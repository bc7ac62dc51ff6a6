import * as http from 'node:http';

/** Response, with its body as bytes and commonly read values. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests state the expected type
  json(): any;
}

export interface CallInit {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/**
 * Calls `POST https://abc.execute-api.…/orders` at the emulator, which distinguishes APIs, function URLs and
 * distributions by the `Host` header, which `fetch` cannot set. The path is sent as it is. The emulator uses plain
 * HTTP, and trusts a header that the caller used TLS.
 */
export function call(request: string, init: CallInit = {}): Promise<Answer> {
  const [, method, scheme = '', host, path] = /^(\w+) (\w+):\/\/([^/]+)(.*)$/.exec(request) ?? [];
  const emulator = new URL(process.env.AWS_ENDPOINT_URL as string);
  const length = init.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(init.body)) };
  const options: http.RequestOptions = {
    host: emulator.hostname,
    port: emulator.port,
    method,
    path: path || '/',
    headers: { ...length, 'x-forwarded-proto': scheme, ...init.headers, host },
    // A kept connection is closed by the end of a deployment.
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const sent = http.request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve(toAnswer(response, Buffer.concat(chunks))));
    });
    sent.on('error', reject);
    sent.end(init.body);
  });
}

/** Sends JSON. */
export function callJson(request: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return call(request, { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
}

function toAnswer(response: http.IncomingMessage, bytes: Buffer): Answer {
  const text = bytes.toString('utf8');
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    bytes,
    text,
    json: () => JSON.parse(text),
  };
}
