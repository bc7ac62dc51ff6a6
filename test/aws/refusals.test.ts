import { Duration, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { minutes, seconds } from 'tradewind';
import {
  ApiFunction,
  type ApiFunctionProps,
  ImagePipeline,
  type ImagePipelineProps,
  jwt,
  ScheduledJob,
  type ScheduledJobProps,
} from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { problemsOf } from '../problems';

const newStack = () => new Stack(testApp(), 'Shop');
const api = (props: Partial<ApiFunctionProps>, stack = newStack(), id = 'Orders') =>
  new ApiFunction(stack, id, { entry: 'test/fixtures/handlers/orders.ts', auth: 'iam', ...props });
const job = (props: Partial<ScheduledJobProps>) =>
  new ScheduledJob(newStack(), 'Report', {
    entry: 'test/fixtures/handlers/job.ts',
    schedule: 'every 5 minutes',
    ...props,
  });
const images = (props: Partial<ImagePipelineProps>, stack = newStack()) =>
  new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200 } }, ...props });

const untyped = (props: object) => props as never;

const REFUSALS: [string, () => unknown][] = [
  // every function
  ['TIMEOUT_MAX timeout', () => job({ timeout: seconds(901) })],
  ['TIMEOUT_MAX timeout', () => job({ timeout: seconds(0) })],
  ['PROP_TYPE timeout', () => job({ timeout: Duration.millis(500) })],
  ['MEMORY_RANGE memory', () => job({ memory: 127 })],
  ['MEMORY_RANGE memory', () => job({ memory: 10_241 })],
  ['MEMORY_RANGE memory', () => job({ memory: 512.5 })],
  ['ENV_SIZE environment', () => job({ environment: { BIG: 'x'.repeat(4100) } })],
  ['ENV_KEY environment.my-key', () => job({ environment: { 'my-key': '1' } })],
  ['ENV_KEY environment.A', () => job({ environment: { A: '1' } })],
  ['ENV_RESERVED environment.AWS_REGION', () => job({ environment: { AWS_REGION: 'mars' } })],
  ['ENV_RESERVED environment.TRADEWIND_ROUTES', () => job({ environment: { TRADEWIND_ROUTES: '[]' } })],
  ['RESERVED_NEG maxInstances', () => job({ maxInstances: -1 })],
  ['RESERVED_ZERO maxInstances', () => job({ maxInstances: 0 })],
  [
    'LOG_CLASH overrides.function.logRetention',
    () => job({ overrides: { function: { logRetention: RetentionDays.ONE_DAY } } }),
  ],
  ['RUNTIME_OLD overrides.function.runtime', () => job({ overrides: { function: { runtime: Runtime.NODEJS_20_X } } })],
  // ApiFunction
  ['TIMEOUT_API timeout', () => api({ timeout: seconds(30) })],
  ['API_AUTH auth', () => api(untyped({ auth: undefined }))],
  ['API_JWT auth.issuer', () => api({ auth: jwt({ issuer: 'login.example.com', audience: ['shop'] }) })],
  ['API_JWT auth.audience', () => api({ auth: jwt({ issuer: 'https://login.example.com', audience: [] }) })],
  ['ROUTE_SYNTAX routes', () => api({ routes: ['GET orders'] })],
  ['API_ROUTE routes', () => api({ routes: ['GET /orders/{id}', 'GET /orders/{order}'] })],
  ['API_CORS cors.origins', () => api({ cors: { origins: [] } })],
  ['API_CORS cors.origins', () => api({ cors: { origins: ['https://shop.example/'] } })],
  ['API_CORS cors.credentials', () => api({ cors: { origins: ['*'], credentials: true } })],
  ['API_THROTTLE throttle', () => api({ throttle: { rate: 10, burst: 0 } })],
  ['API_THROTTLE throttle.burst', () => api({ throttle: { rate: 1000, burst: 5 } })],
  ['API_THROTTLE throttle.rate', () => api({ throttle: { rate: 50_000, burst: 5000 } })],
  ['API_DOMAIN domain', () => api({ domain: { name: 'api.example.com' } })],
  [
    'API_DOMAIN domain.name',
    () => api({ domain: { name: 'https://api.example.com', certificate: untyped({ certificateArn: 'arn' }) } }),
  ],
  ['API_SIZE maxRequestBytes', () => api({ maxRequestBytes: 10_000_000 })],
  [
    'STREAM_AUTH auth',
    () => api({ streaming: true, auth: jwt({ issuer: 'https://login.example.com', audience: ['shop'] }) }),
  ],
  ['STREAM_API throttle', () => api({ streaming: true, throttle: { rate: 10, burst: 10 } })],
  [
    'STREAM_API domain',
    () => api({ streaming: true, domain: { name: 'api.example.com', zone: untyped({ hostedZoneId: 'Z1' }) } }),
  ],
  // ScheduledJob; the forms of a schedule are tested with its parser
  ['SCHED_SYNTAX schedule', () => job({ schedule: 'now and then' })],
  ['SCHED_FAST schedule', () => job({ schedule: 'every 30 seconds' })],
  ['ZONE_REQUIRED schedule', () => job({ schedule: 'every day at 03:00' })],
  ['CRON_ZONE schedule', () => job({ schedule: 'every day at 03:00', timeZone: 'Europe/Atlantis' })],
  ['CRON_BOTH schedule', () => job({ schedule: '0 3 1 * MON', timeZone: 'UTC' })],
  ['CRON_FIELDS schedule', () => job({ schedule: 'rate(1 minutes)' })],
  ['SCHED_PAST schedule', () => job({ schedule: new Date('2020-01-01T00:00:00Z') })],
  ['SCHED_WINDOW flexibleWindow', () => job({ flexibleWindow: minutes(5) })],
  ['SCHED_WINDOW flexibleWindow', () => job({ flexibleWindow: seconds(90) })],
  ['SCHED_RANGE end', () => job({ start: new Date('2032-01-01'), end: new Date('2031-01-01') })],
  ['SCHED_PAST end', () => job({ end: new Date('2020-01-01') })],
  ['SCHED_INPUT input', () => job({ input: { value: 1n } })],
  ['SCHED_INPUT input', () => job({ input: { value: 2 ** 60 } })],
  ['SCHED_INPUT input', () => job({ input: { value: Number.NaN } })],
  ['ASYNC_RANGE retries', () => job({ retries: 186 })],
  ['ASYNC_RANGE maxAge', () => job({ maxAge: seconds(59) })],
  ['DLQ_FIFO overrides.failures.fifo', () => job({ overrides: { failures: { fifo: true } } })],
  [
    'DLQ_RETENTION overrides.failures.retentionPeriod',
    () => job({ overrides: { failures: { retentionPeriod: Duration.days(4) } } }),
  ],
  // ImagePipeline
  ['IMAGE_VARIANTS variants', () => images({ variants: {} })],
  ['IMAGE_VARIANTS variants.a b', () => images({ variants: { 'a b': { width: 1 } } })],
  ['IMAGE_VARIANTS variants.thumb', () => images({ variants: { thumb: {} } })],
  ['IMAGE_VARIANTS variants.thumb.width', () => images({ variants: { thumb: { width: 0 } } })],
  ['IMAGE_VARIANTS variants.thumb.quality', () => images({ variants: { thumb: { width: 9, quality: 101 } } })],
  ['IMAGE_LIMITS maxPixels', () => images({ maxPixels: 0 })],
  ['SQS_MAXCONC maxConcurrency', () => images({ maxConcurrency: 1 })],
  [
    'SQS_VISIBILITY overrides.queue.visibilityTimeout',
    () => images({ overrides: { queue: { visibilityTimeout: Duration.seconds(60) } } }),
  ],
  ['SQS_FIFO overrides.queue.fifo', () => images({ overrides: { queue: { fifo: true } } })],
  ['TIMEOUT_MAX timeout', () => images({ timeout: minutes(16) })],
];

test.each(REFUSALS)('%s', (expected, make) => {
  expect(problemsOf(make)).toEqual([expected]);
});

test('all mistakes of a construct come in one error, with its path, and nothing is created', () => {
  const stack = newStack();
  const make = () => api({ timeout: seconds(60), memory: 1, routes: ['orders'] }, stack);
  expect(make).toThrow(/^\[tradewind:ROUTE_SYNTAX\] Shop\/Orders: routes="orders" .+ Fix: .+\.$/m);
  expect(() => api({ timeout: seconds(60), memory: 1, routes: ['orders'] }, newStack())).toThrow(
    [
      '[tradewind:MEMORY_RANGE] Shop/Orders: memory=1 is not a whole number of MiB from 128 to 10240, the range of Lambda. Fix: give a number in that range; 1769 is one vCPU.',
      '[tradewind:ROUTE_SYNTAX] Shop/Orders: routes="orders" is not a route: a method, one space and a path, or `$default`. Fix: write it like `GET /orders/{id}`.',
      '[tradewind:TIMEOUT_API] Shop/Orders: timeout="60 s" is over 29 s; API Gateway times out after 30 s, while the function would continue, and be billed. Fix: respond immediately and do the work behind a queue, or use streaming: true, which lifts the limit to 900 s.',
    ].join('\n'),
  );
  Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 0);
});

test('what is known only at deployment is not checked', () => {
  const unknown = Token.asNumber({ Ref: 'Memory' });
  expect(problemsOf(() => job({ memory: unknown, timeout: Duration.seconds(300), maxInstances: unknown }))).toEqual([]);
});

test('two constructs that claim one route', () => {
  const stack = newStack();
  api({ routes: ['GET /orders/{id}'] }, stack, 'Orders');
  expect(() => api({ routes: ['GET /orders/{key}'] }, stack, 'Other')).toThrow(
    '[tradewind:API_ROUTE] Shop/Other: routes="GET /orders/{key}" is already claimed by Shop/Orders on the same API',
  );
});

test('two constructs that claim one route of an imported API', () => {
  const stack = newStack();
  const imported = (id: string) => HttpApi.fromHttpApiAttributes(stack, id, { httpApiId: 'abc' });
  api({ api: imported('A') }, stack, 'Orders');
  expect(problemsOf(() => api({ api: imported('B') }, stack, 'Other'))).toEqual(['API_ROUTE routes']);
});

test('CORS that contradicts that of the same API', () => {
  const stack = newStack();
  api({ routes: ['GET /a'], cors: { origins: ['https://a.example'] } }, stack, 'One');
  expect(problemsOf(() => api({ routes: ['GET /b'], cors: { origins: ['https://b.example'] } }, stack, 'Two'))).toEqual(
    ['API_CORS cors'],
  );
  expect(
    problemsOf(() => api({ routes: ['GET /c'], cors: { origins: ['https://a.example'] } }, stack, 'Three')),
  ).toEqual([]);
});

test('settings of an API that was created elsewhere', () => {
  const stack = newStack();
  const mine = new HttpApi(stack, 'Mine');
  expect(
    problemsOf(() => api({ api: mine, cors: { origins: ['*'] }, throttle: { rate: 1, burst: 1 } }, stack)),
  ).toEqual(['API_FOREIGN cors', 'API_FOREIGN throttle']);
});

test('variants in the bucket of their originals', () => {
  const stack = newStack();
  const bucket = new Bucket(stack, 'Bucket');
  expect(problemsOf(() => images({ source: bucket, results: bucket }, stack))).toEqual(['S3_LOOP results']);
  const other = newStack();
  const named = (id: string) => Bucket.fromBucketName(other, id, 'one-and-the-same');
  expect(problemsOf(() => images({ source: named('A'), results: named('B') }, other))).toEqual(['S3_LOOP results']);
});

test('a stack that reserves the concurrency of the whole account', () => {
  const stack = newStack();
  api({ routes: ['GET /a'], maxInstances: 500 }, stack, 'One');
  api({ routes: ['GET /b'], maxInstances: 401 }, stack, 'Two');
  expect(() => Template.fromStack(stack)).toThrow(
    /RESERVED_STARVE.*maxInstances=901 in total \(Shop\/One 500, Shop\/Two 401\)/,
  );
});

test('an environment variable that looks like a secret is warned of, by an id to acknowledge it by', () => {
  const stack = newStack();
  api({ environment: { API_TOKEN: 'abc', API_TOKEN_NAME: 'fine' } }, stack);
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ENV_SECRET'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]!.entry.data).toContain('environment.API_TOKEN looks like a secret');
  expect(warnings[0]!.entry.data).toContain('[ack: tradewind:ENV_SECRET]');
});
