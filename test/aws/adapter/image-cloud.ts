import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoredObject {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
  readonly etag: string;
}

/** Messages that were sent to the dead-letter queue. */
export interface SentMessage {
  readonly QueueUrl: string;
  readonly MessageBody: string;
  readonly MessageAttributes: Record<string, { DataType: string; StringValue: string }>;
}

type Hook = (request: { method: string; bucket: string; key: string }) => number | undefined | Promise<void>;

/** S3 and SQS, as much of them as the worker uses, on this machine. */
export class FakeCloud {
  readonly objects = new Map<string, StoredObject>();
  readonly requests: string[] = [];
  readonly messages: SentMessage[] = [];
  readonly authorizations = new Set<string>();
  /** Called before each request to S3; a number is answered in place of it. */
  before: Hook = () => undefined;
  queueStatus = 200;
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-north-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session/token+',
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  put(bucket: string, key: string, body: Buffer, headers: Record<string, string> = {}): void {
    const etag = createHash('md5').update(body).digest('hex');
    this.objects.set(`${bucket}/${key}`, { body, headers, etag });
  }

  get(bucket: string, key: string): StoredObject | undefined {
    return this.objects.get(`${bucket}/${key}`);
  }

  delete(bucket: string, key: string): void {
    this.objects.delete(`${bucket}/${key}`);
  }

  /** Keys of a bucket. */
  keys(bucket: string): string[] {
    const names = [...this.objects.keys()].filter((name) => name.startsWith(`${bucket}/`));
    return names.map((name) => name.slice(bucket.length + 1)).sort();
  }

  /** Number of calls of a method on keys of a bucket. */
  count(method: string, bucket: string): number {
    return this.requests.filter((line) => line.startsWith(`${method} ${bucket}/`)).length;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray());
    this.authorizations.add(String(request.headers.authorization).replace(/Signature=.*/, ''));
    if (request.headers['x-amz-target'] === 'AmazonSQS.SendMessage') return this.send(body, response);
    const [, bucket = '', key = ''] = /^\/([^/]+)\/(.+)$/.exec(request.url!)!.map(decodeURIComponent);
    const method = request.method!;
    this.requests.push(`${method} ${bucket}/${key}`);
    const status = await this.before({ method, bucket, key });
    if (status) return void response.writeHead(status).end();
    this.serve({ method, bucket, key, body, headers: request.headers as Record<string, string> }, response);
  }

  private serve(
    {
      method,
      bucket,
      key,
      body,
      headers,
    }: Record<'method' | 'bucket' | 'key', string> & { body: Buffer; headers: Record<string, string> },
    response: ServerResponse,
  ): void {
    if (method === 'PUT') {
      this.put(bucket, key, body, headers);
      return void response.writeHead(200).end();
    }
    const object = this.get(bucket, key);
    if (method === 'DELETE') {
      this.delete(bucket, key);
      return void response.writeHead(204).end();
    }
    if (!object)
      return void response.writeHead(404).end(method === 'GET' ? '<Error><Code>NoSuchKey</Code></Error>' : '');
    const match = headers['if-match'];
    if (match && match !== `"${object.etag}"`) return void response.writeHead(412).end();
    const own = Object.entries(object.headers).filter(([name]) => /^(x-amz-meta-|content-|cache-)/.test(name));
    const length = { 'content-length': String(object.body.length), etag: `"${object.etag}"` };
    response.writeHead(200, { ...Object.fromEntries(own), ...length }).end(method === 'GET' ? object.body : undefined);
  }

  private send(body: Buffer, response: ServerResponse): void {
    if (this.queueStatus !== 200) return void response.writeHead(this.queueStatus).end('{}');
    this.messages.push(JSON.parse(body.toString()));
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"MessageId":"1"}');
  }
}

/** A message of the pipeline's queue, as EventBridge puts it there. */
export function message(
  detailType: 'Object Created' | 'Object Deleted',
  bucket: string,
  key: string,
  messageId = 'm1',
) {
  const body = JSON.stringify({
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': detailType,
    source: 'aws.s3',
    account: '111122223333',
    time: '2026-11-12T00:00:00Z',
    region: 'eu-north-1',
    resources: [`arn:aws:s3:::${bucket}`],
    detail: {
      version: '0',
      bucket: { name: bucket },
      object: { key, size: 5, etag: 'stale', sequencer: '00617F08299329D189' },
    },
  });
  return { messageId, body };
}
