import { Duration, Stack } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { describeApp, jwt, seconds } from 'tradewind';
import { ApiFunction, Queue, QueueWorker, ScheduledJob, Table } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { describeRun } from '../../lib/app-model/run-model';

const entry = 'test/fixtures/handlers/orders.ts';

function declare() {
  const app = testApp();
  const stack = new Stack(app, 'Shop');
  const jobs = new Queue(stack, 'Jobs', { maxAttempts: 3 });
  const files = new s3.Bucket(stack, 'Files');
  new ApiFunction(stack, 'Api', {
    entry,
    auth: jwt({ issuer: 'https://issuer.example', audience: ['shop'] }),
    timeout: Duration.seconds(7),
    environment: { GREETING: 'hi', FILES: files.bucketName },
    bindings: { JOBS: jobs, ORDERS: new Table(stack, 'Orders', { partitionKey: 'id' }) },
  });
  new QueueWorker(stack, 'Worker', { entry, queue: jobs, timeout: seconds(20) });
  new ScheduledJob(stack, 'Once', { entry, schedule: new Date('2040-01-01T00:00:00Z') });
  return { app, constructs: describeRun(app).constructs };
}

const settingsAt = (path: string) => declare().constructs.find((each) => each.path === path)?.settings;

describe('the run model', () => {
  test('has each construct with its settings as JSON', () => {
    const { constructs } = declare();
    expect(JSON.parse(JSON.stringify(constructs))).toEqual(constructs);
    expect(constructs.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'Shop/Api ApiFunction',
      'Shop/Jobs Queue',
      'Shop/Once ScheduledJob',
      'Shop/Orders Table',
      'Shop/Worker QueueWorker',
    ]);
  });

  test('has durations in seconds, dates as text, constructs by their path and absolute entries', () => {
    expect(settingsAt('Shop/Api')).toMatchObject({
      timeout: 7,
      auth: { kind: 'jwt', issuer: 'https://issuer.example', audience: ['shop'], scopes: [] },
      bindings: { JOBS: '<Shop/Jobs>', ORDERS: '<Shop/Orders>' },
      entry: expect.stringMatching(/^\/.*orders\.ts$/),
    });
    expect(settingsAt('Shop/Worker')).toMatchObject({ queue: '<Shop/Jobs>', timeout: 20, batchSize: 10 });
    expect(settingsAt('Shop/Once')).toMatchObject({ schedule: '2040-01-01T00:00:00.000Z' });
  });

  test('has the values of variables, which the app model leaves out, and null where only a deployment knows one', () => {
    expect(settingsAt('Shop/Api')?.environment).toEqual({ GREETING: 'hi', FILES: null });
    const { constructs } = describeApp(declare().app);
    expect(constructs[0]?.props.environment).toEqual({ GREETING: '<hidden>', FILES: '<hidden>' });
  });

  test('names the client of each binding', () => {
    const { constructs } = declare();
    expect(constructs[0]?.bindings.map(({ name, target, client }) => ({ name, target, client }))).toEqual([
      { name: 'JOBS', target: 'Shop/Jobs/Queue', client: { kind: 'queue', options: { fifo: false } } },
      { name: 'ORDERS', target: 'Shop/Orders/Table', client: { kind: 'table', options: { partitionKey: 'id' } } },
    ]);
  });
});
