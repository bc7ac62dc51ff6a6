import { createHmac } from 'node:crypto';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { findFunction, lambda, logsOf, s3 } from './account';
import { output } from './cdk';
import { call, callJson } from './http';
import { eventually } from './wait';

const url = () => output('Shop', 'Url');
const order = { id: 'o/1', customer: 'Ada', total: 12.5 };

async function bucket(prefix: string): Promise<string> {
  const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const found = buckets.map(({ Name: name = '' }) => name).filter((name) => name.startsWith(prefix));
  expect(found).toHaveLength(1);
  return found[0]!;
}

async function read(Key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: await bucket('shop-documents'), Key }));
    return await Body?.transformToString();
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}

test('an order is stored once', async () => {
  const placed = await callJson(`POST ${url()}/orders`, order);
  expect(placed.status).toBe(201);
  const found = await call(`GET ${url()}/orders/${encodeURIComponent(order.id)}`);
  expect(found.json()).toMatchObject(order);
  const again = await callJson(`POST ${url()}/orders`, order);
  expect(again.status).toBe(409);
  expect((await callJson(`POST ${url()}/orders`, { id: 1 })).status).toBe(400);
  expect((await call(`GET ${url()}/orders/none`)).status).toBe(404);
});

test('a function without a trigger checks an order', async () => {
  const refused = await callJson(`POST ${url()}/orders`, { id: 'o-large', customer: 'Ada', total: 10_001 });
  expect([refused.status, refused.json()]).toEqual([422, { message: 'Orders over 10000 are taken by telephone' }]);
  expect((await call(`GET ${url()}/orders/o-large`)).status).toBe(404);
  expect(await logsOf('Shop-RiskFunction')).toContainEqual(expect.objectContaining({ message: 'Refused an order' }));
});

test('a message of the queue becomes a receipt, signed with the secret', async () => {
  const receipt = await eventually('the receipt', 30, () => read(`receipts/${order.id}.txt`));
  const [text, signature] = receipt.split('signature: ');
  const { SecretString: key = '' } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({
      SecretId: (await findFunction('Shop-WriteReceipts')).Environment?.Variables?.SIGNING_KEY,
    }),
  );
  expect(text).toMatch(/^Ada owes 12\.50 for order o\/1 of /);
  expect(signature?.trim()).toBe(createHmac('sha256', key).update(text!).digest('hex'));
});

test('a change of the table is counted for the customer', async () => {
  for (const id of ['o-2', 'o-3']) await callJson(`POST ${url()}/orders`, { id, customer: 'Grace', total: 10 });
  const total = await eventually('the totals', 30, async () => {
    const found = (await call(`GET ${url()}/customers/Grace`)).json();
    return found.orders === 2 ? found : undefined;
  });
  expect(total).toEqual({ customer: 'Grace', orders: 2, total: 20 });
});

test('an uploaded price list is read; other files are ignored', async () => {
  const Bucket = await bucket('shop-readprices');
  await s3.send(new PutObjectCommand({ Bucket, Key: 'prices/readme.txt', Body: 'tea,nothing' }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'prices/today.csv', Body: 'tea,2.5\ncake,4\n' }));
  const prices = await eventually('the prices', 30, () => read('prices.json'));
  expect(JSON.parse(prices)).toEqual({ tea: 2.5, cake: 4 });
  const lines = await logsOf('Shop-ReadPricesFunction');
  expect(lines.filter(({ message }) => message === 'Prices are up to date')).toHaveLength(1);
});

test('the report counts the receipts', async () => {
  await eventually('three receipts', 30, async () => {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: await bucket('shop-documents'), Prefix: 'receipts/' }),
    );
    return page.KeyCount === 3 ? true : undefined;
  });
  const { FunctionName } = await findFunction('Shop-ReportFunction');
  const event = { time: '2026-11-24T03:00:00Z', schedule: 'arn:report', id: 'run', attempt: '1' };
  const { FunctionError: error } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  expect(error).toBeUndefined();
  expect(JSON.parse((await read('reports/2026-11-24.json'))!)).toEqual({ day: '2026-11-24', receipts: 3 });
});
