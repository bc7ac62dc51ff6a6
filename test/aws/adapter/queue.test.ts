import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { queue } from '../../../lib/aws/adapter/queue';
import type { QueueBatch } from '../../../lib/runtime/types';
import { sqs } from '../../../lib/testing/events';
import { captureLog, lambdaContext } from './lambda-context';

const handle = (work: (batch: QueueBatch) => unknown) => queue({ queue: work });
const failed = (ids: readonly string[]) => ({ batchItemFailures: ids.map((id) => ({ itemIdentifier: id })) });

captureLog();

describe('a batch of a queue', () => {
  test('reaches the handler with parsed bodies, ids, attempts and times', async () => {
    let seen: QueueBatch | undefined;
    const event = sqs({
      queue: 'jobs',
      messages: [
        { id: 'm1', body: { order: 7 }, attempt: 3 },
        { id: 'm2', body: 'plain text' },
      ],
    });
    await handle((batch) => {
      seen = batch;
    })(event, lambdaContext());
    expect(seen?.queue).toBe('jobs');
    expect(seen?.messages.map(({ id, body, attempt }) => ({ id, body, attempt }))).toEqual([
      { id: 'm1', body: { order: 7 }, attempt: 3 },
      { id: 'm2', body: 'plain text', attempt: 1 },
    ]);
    expect(seen?.messages[0]?.time).toBe('2023-05-11T12:00:00.000Z');
  });

  test('succeeds when the handler returns', async () => {
    const event = sqs({ messages: [{ id: 'm1', body: 1 }] });
    expect(await handle(() => undefined)(event, lambdaContext())).toEqual(failed([]));
  });

  test('is delivered again, except for acknowledged messages, when the handler throws', async () => {
    const event = sqs({ messages: ['a', 'b', 'c'].map((id) => ({ id, body: id })) });
    const result = await handle((batch) => {
      batch.messages[1]?.ack();
      throw new Error('out of luck');
    })(event, lambdaContext());
    expect(result).toEqual(failed(['a', 'c']));
  });

  test('reports the one that fails with each', async () => {
    const event = sqs({ messages: ['a', 'b', 'c'].map((id) => ({ id, body: id })) });
    const seen: unknown[] = [];
    const result = await handle((batch) =>
      batch.each(({ body }) => {
        seen.push(body);
        if (body === 'b') throw new Error('bad letter');
      }),
    )(event, lambdaContext());
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(result).toEqual(failed(['b']));
  });

  test('keeps the order of a group in a FIFO queue: messages after a failure are delivered again with it', async () => {
    const messages = [
      { id: 'a1', body: 1, group: 'a' },
      { id: 'b1', body: 1, group: 'b' },
      { id: 'a2', body: 2, group: 'a' },
    ];
    const seen: string[] = [];
    const result = await handle((batch) =>
      batch.each(({ id }) => {
        seen.push(id);
        if (id === 'a1') throw new Error('no');
      }),
    )(sqs({ queue: 'jobs.fifo', messages }), lambdaContext());
    expect(seen).toEqual(['a1', 'b1']);
    expect(result).toEqual(failed(['a1', 'a2']));
  });

  test('uses the function of an entry as it is', async () => {
    const native = async () => failed(['x']);
    expect(queue(native)).toBe(native);
  });

  test('waits for promises passed to waitUntil', async () => {
    let done = false;
    const handler = queue({
      queue: (_batch: QueueBatch, _env: object, ctx: { waitUntil(promise: Promise<unknown>): void }) =>
        ctx.waitUntil(
          new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => {
            done = true;
          }),
        ),
    });
    await handler(sqs({ messages: [{ id: 'm1', body: 1 }] }), lambdaContext());
    expect(done).toBe(true);
  });
});

describe('a retry with a delay', () => {
  const requests: { target: unknown; body: { QueueUrl: string; Entries: object[] } }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (data) => (text += data));
    request.on('end', () => {
      requests.push({ target: request.headers['x-amz-target'], body: JSON.parse(text) });
      response.end('{}');
    });
  });
  const before = { ...process.env };

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'key',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });

  afterAll(() => {
    process.env = before;
    server.close();
  });

  test('changes the visibility of that message alone', async () => {
    const event = sqs({ messages: ['a', 'b'].map((id) => ({ id, body: id })) });
    const result = await handle((batch) => {
      batch.messages[0]?.retry({ delaySeconds: 90 });
      batch.messages[1]?.retry();
    })(event, lambdaContext());
    expect(result).toEqual(failed(['a', 'b']));
    expect(requests).toHaveLength(1);
    const { target, body } = requests[0]!;
    expect(target).toBe('AmazonSQS.ChangeMessageVisibilityBatch');
    expect(body.QueueUrl).toMatch(/\/123456789012\/jobs$/);
    expect(body.Entries).toEqual([{ Id: '0', ReceiptHandle: event.Records[0]?.receiptHandle, VisibilityTimeout: 90 }]);
  });
});
