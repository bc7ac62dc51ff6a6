import { createBucketClient } from '../../../lib/aws/clients/bucket';
import { createFunctionClient } from '../../../lib/aws/clients/function';
import { createQueueClient } from '../../../lib/aws/clients/queue';
import { createSecretClient } from '../../../lib/aws/clients/secret';
import { createTableClient } from '../../../lib/aws/clients/table';
import { ConflictError, SendError } from '../../../lib/runtime/client-errors';

interface Sent {
  readonly name: string;
  readonly input: Record<string, unknown>;
}

/** An SDK client that answers by the name of the command, and remembers what it was sent. */
function fakeClient(answers: Record<string, (input: never) => unknown>) {
  const sent: Sent[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const name = command.constructor.name.replace(/Command$/, '');
    sent.push({ name, input: command.input });
    const answer = answers[name];
    if (answer === undefined) throw new Error(`${name} is not expected`);
    return answer(command.input as never);
  };
  return { sent, client: { send } as never };
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

const raise = (name: string) => () => {
  throw named(name);
};

describe('the client of a bucket', () => {
  test('reads an object, whole or as a stream', async () => {
    const { client, sent } = fakeClient({
      GetObject: () => ({
        ContentLength: 5,
        ETag: '"abc"',
        ContentType: 'text/plain',
        LastModified: new Date(0),
        Body: { transformToWebStream: () => new Blob(['hello']).stream() },
      }),
    });
    const bucket = createBucketClient({ client, bucket: 'photos' });
    const object = await bucket.get('a/b.txt');
    expect(object).toMatchObject({
      key: 'a/b.txt',
      size: 5,
      etag: 'abc',
      contentType: 'text/plain',
      time: '1970-01-01T00:00:00.000Z',
    });
    expect(await object?.text()).toBe('hello');
    expect(await new Response((await bucket.get('a/b.txt'))?.body).text()).toBe('hello');
    expect(sent[0]).toEqual({ name: 'GetObject', input: { Bucket: 'photos', Key: 'a/b.txt' } });
  });

  test('knows a missing object from an error', async () => {
    const { client } = fakeClient({ GetObject: raise('NoSuchKey'), HeadObject: raise('NotFound') });
    const bucket = createBucketClient({ client, bucket: 'photos' });
    expect(await bucket.get('gone')).toBeUndefined();
    expect(await bucket.head('gone')).toBeUndefined();
    const denied = createBucketClient({ ...fakeClient({ GetObject: raise('AccessDenied') }), bucket: 'photos' });
    await expect(denied.get('secret')).rejects.toThrow('AccessDenied');
  });

  test('writes text, bytes and streams, with their type', async () => {
    const { client, sent } = fakeClient({ PutObject: () => ({}), DeleteObject: () => ({}) });
    const bucket = createBucketClient({ client, bucket: 'photos' });
    await bucket.put('a', 'text', { contentType: 'text/plain' });
    await bucket.put('b', new Blob(['stream']).stream());
    await bucket.delete('a');
    expect(sent[0]?.input).toEqual({ Bucket: 'photos', Key: 'a', Body: 'text', ContentType: 'text/plain' });
    expect(Buffer.from(sent[1]?.input.Body as Uint8Array).toString()).toBe('stream');
    expect(sent[2]).toEqual({ name: 'DeleteObject', input: { Bucket: 'photos', Key: 'a' } });
  });

  test('lists in pages', async () => {
    const { client, sent } = fakeClient({
      ListObjectsV2: () => ({ Contents: [{ Key: 'a', Size: 1 }], NextContinuationToken: 'next' }),
    });
    const bucket = createBucketClient({ client, bucket: 'photos' });
    expect(await bucket.list({ prefix: 'a', limit: 1, cursor: 'here' })).toEqual({
      objects: [{ key: 'a', size: 1 }],
      cursor: 'next',
    });
    expect(sent[0]?.input).toEqual({ Bucket: 'photos', Prefix: 'a', MaxKeys: 1, ContinuationToken: 'here' });
  });
});

describe('the client of a table', () => {
  const keys = { partitionKey: 'customer', sortKey: 'placed' };

  test('reads what was written before', async () => {
    const { client, sent } = fakeClient({ Get: () => ({ Item: { customer: 'Ada' } }) });
    const table = createTableClient({ client, table: 'orders' }, keys);
    expect(await table.get({ customer: 'Ada', placed: 1 })).toEqual({ customer: 'Ada' });
    expect(sent[0]?.input).toEqual({ TableName: 'orders', Key: { customer: 'Ada', placed: 1 }, ConsistentRead: true });
  });

  test('writes over what is there, or not if it is absent', async () => {
    const { client, sent } = fakeClient({
      Put: ({ ConditionExpression: condition }: { ConditionExpression?: string }) => {
        if (condition) throw named('ConditionalCheckFailedException');
        return {};
      },
      Delete: () => ({}),
    });
    const table = createTableClient({ client, table: 'orders' }, keys);
    await table.put({ customer: 'Ada', placed: 1 });
    await expect(table.put({ customer: 'Ada', placed: 1 }, { ifAbsent: true })).rejects.toThrow(ConflictError);
    await table.delete({ customer: 'Ada', placed: 1 });
    expect(sent[1]?.input).toMatchObject({
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': 'customer' },
    });
  });

  test.each([
    [{ prefix: '2026' }, 'begins_with(#sort, :prefix)', { ':prefix': '2026' }],
    [{ from: 1, to: 2 }, '#sort BETWEEN :from AND :to', { ':from': 1, ':to': 2 }],
    [{ from: 1 }, '#sort >= :from', { ':from': 1 }],
    [{ to: 2 }, '#sort <= :to', { ':to': 2 }],
  ])('queries a partition by %j', async (range, condition, values) => {
    const { client, sent } = fakeClient({
      Query: () => ({ Items: [{ n: 1 }], LastEvaluatedKey: { customer: 'Ada' } }),
    });
    const table = createTableClient({ client, table: 'orders' }, keys);
    const page = await table.query({ partition: 'Ada', ...range, descending: true, limit: 5 });
    expect(page).toEqual({ items: [{ n: 1 }], cursor: '{"customer":"Ada"}' });
    expect(sent[0]?.input).toMatchObject({
      KeyConditionExpression: `#partition = :partition AND ${condition}`,
      ExpressionAttributeNames: { '#partition': 'customer', '#sort': 'placed' },
      ExpressionAttributeValues: { ':partition': 'Ada', ...values },
      ScanIndexForward: false,
      Limit: 5,
    });
    await table.query({ partition: 'Ada', cursor: page.cursor });
    expect(sent[1]?.input).toMatchObject({ ExclusiveStartKey: { customer: 'Ada' }, Limit: 100 });
  });

  test('reports unknown keys', async () => {
    const { client } = fakeClient({});
    const imported = createTableClient({ client, table: 'orders' }, {});
    await expect(imported.query({ partition: 'Ada' })).rejects.toThrow(/TABLE_KEY.*imported table/);
    const plain = createTableClient({ client, table: 'orders' }, { partitionKey: 'id' });
    await expect(plain.query({ partition: 'Ada', prefix: 'x' })).rejects.toThrow(/TABLE_KEY.*no sort key/);
    await expect(
      createTableClient({ client, table: 'orders' }, keys).query({ partition: 'Ada', prefix: 'x', from: 1 }),
    ).rejects.toThrow(TypeError);
  });
});

describe('the client of a queue', () => {
  test('sends JSON, and text as it is', async () => {
    const { client, sent } = fakeClient({ SendMessage: () => ({}) });
    const queue = createQueueClient({ client, url: 'https://queue' });
    await queue.send({ order: 7 }, { delaySeconds: 5, group: 'g', deduplicationId: 'd' });
    await queue.send('text');
    expect(sent[0]?.input).toEqual({
      QueueUrl: 'https://queue',
      MessageBody: '{"order":7}',
      DelaySeconds: 5,
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd',
    });
    expect(sent[1]?.input).toMatchObject({ MessageBody: 'text' });
  });

  test('sends many in as few requests as there can be, and names those that were refused', async () => {
    const sizes: number[] = [];
    const { client } = fakeClient({
      SendMessageBatch: ({ Entries }: { Entries: { Id: string }[] }) => {
        sizes.push(Entries.length);
        return { Failed: Entries.filter(({ Id }) => Id === '13').map(({ Id }) => ({ Id, Message: 'too late' })) };
      },
    });
    const queue = createQueueClient({ client, url: 'https://queue' });
    const error = await queue.sendAll(Array.from({ length: 25 }, (_, body) => ({ body }))).catch((thrown) => thrown);
    expect(sizes).toEqual([10, 10, 5]);
    expect(error).toBeInstanceOf(SendError);
    expect((error as SendError).failed).toEqual([{ index: 13, reason: 'too late' }]);
  });

  const twentyFive = Array.from({ length: 25 }, (_, body) => ({ body }));
  const failuresOf = async (sending: Promise<void>) =>
    ((await sending.catch((thrown) => thrown)) as SendError).failed.map(({ index, reason }) => `${index} ${reason}`);
  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

  test('names what was refused before and all that was not sent, when a request is rejected as a whole', async () => {
    const { client, sent } = fakeClient({
      SendMessageBatch: ({ Entries }: { Entries: { Id: string }[] }) => {
        if (Entries[0]!.Id === '10') throw named('KmsDisabled');
        return { Failed: [{ Id: '3', Code: 'InternalError' }] };
      },
    });
    const queue = createQueueClient({ client, url: 'https://queue' });
    const error = (await queue.sendAll(twentyFive).catch((thrown) => thrown)) as SendError;
    expect(error).toBeInstanceOf(SendError);
    expect(error.cause).toMatchObject({ name: 'KmsDisabled' });
    expect(error.failed).toEqual([
      { index: 3, reason: 'InternalError' },
      ...numbers(10, 25).map((index) => ({ index, reason: 'KmsDisabled' })),
    ]);
    expect(sent).toHaveLength(2);
  });

  test('lets nothing overtake a message that failed, where order is kept', async () => {
    const { client, sent } = fakeClient({ SendMessageBatch: () => ({ Failed: [{ Id: '3', Message: 'no group' }] }) });
    const queue = createQueueClient({ client, url: 'https://queue.fifo' }, { fifo: true });
    expect(await failuresOf(queue.sendAll(twentyFive))).toEqual([
      '3 no group',
      ...numbers(10, 25).map((index) => `${index} not sent: one before it failed`),
    ]);
    expect(sent).toHaveLength(1);
  });

  test('halves a request that is too long for the region, down to the message that is', async () => {
    const sizes: number[] = [];
    const { client } = fakeClient({
      SendMessageBatch: ({ Entries }: { Entries: { MessageBody: string }[] }) => {
        const bytes = Entries.reduce((sum, { MessageBody }) => sum + MessageBody.length, 0);
        if (bytes > 262_144) throw named('AWS.SimpleQueueService.BatchRequestTooLong');
        sizes.push(Entries.length);
        return {};
      },
    });
    const queue = createQueueClient({ client, url: 'https://queue' });
    await queue.sendAll(Array.from({ length: 5 }, () => ({ body: 'x'.repeat(100_000) })));
    expect(sizes).toEqual([2, 1, 2]);
    const bodies = ['a', 'b', 'x'.repeat(300_000), 'c'].map((body) => ({ body }));
    expect(await failuresOf(queue.sendAll(bodies))).toEqual([
      '2 AWS.SimpleQueueService.BatchRequestTooLong',
      '3 AWS.SimpleQueueService.BatchRequestTooLong',
    ]);
  });

  test('starts another request where one would be too large', async () => {
    const sizes: number[] = [];
    const { client } = fakeClient({
      SendMessageBatch: ({ Entries }: { Entries: object[] }) => {
        sizes.push(Entries.length);
        return {};
      },
    });
    const queue = createQueueClient({ client, url: 'https://queue' });
    await queue.sendAll(Array.from({ length: 4 }, () => ({ body: 'x'.repeat(400_000) })));
    expect(sizes).toEqual([2, 2]);
  });
});

describe('the client of a secret', () => {
  test('remembers the value, and not a failure', async () => {
    let calls = 0;
    const { client } = fakeClient({
      GetSecretValue: () => {
        calls += 1;
        if (calls === 1) throw named('ThrottlingException');
        return { SecretString: 'value' };
      },
    });
    const secret = createSecretClient({ client, secret: 'arn' });
    await expect(secret.get()).rejects.toThrow('ThrottlingException');
    expect(await secret.get()).toBe('value');
    expect(await secret.get()).toBe('value');
    expect(calls).toBe(2);
  });
});

describe('the client of a function', () => {
  const answer = (result: object) => ({ Payload: new TextEncoder().encode(JSON.stringify(result)) });

  test('sends the event of an HTTP API, with the parameters of the route', async () => {
    const { client, sent } = fakeClient({
      Invoke: () =>
        answer({
          statusCode: 201,
          headers: { 'x-a': '1' },
          cookies: ['a=1', 'b=2'],
          body: 'b2s=',
          isBase64Encoded: true,
        }),
    });
    const fn = createFunctionClient({ client, function: 'arn' }, { routes: ['POST /orders/{id}'] });
    const response = await fn.fetch('/orders/a%20b?full=1', { method: 'POST', body: 'hello' });
    expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([201, '1', 'ok']);
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(JSON.parse(sent[0]?.input.Payload as string)).toMatchObject({
      version: '2.0',
      rawPath: '/orders/a%20b',
      rawQueryString: 'full=1',
      pathParameters: { id: 'a b' },
      requestContext: { http: { method: 'POST' } },
      body: Buffer.from('hello').toString('base64'),
      isBase64Encoded: true,
    });
  });

  test('fails when the function does', async () => {
    const { client } = fakeClient({
      Invoke: () => ({ ...answer({ errorMessage: 'no' }), FunctionError: 'Unhandled' }),
    });
    await expect(createFunctionClient({ client, function: 'arn' }).fetch('/')).rejects.toThrow(
      /The function failed.*no/,
    );
  });
});
