import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { hours, minutes, seconds } from 'tradewind';
import {
  ApiFunction,
  alarmsTo,
  authorizer,
  ChangeProcessor,
  FileProcessor,
  ImagePipeline,
  jwt,
  PlainFunction,
  Queue,
  QueueWorker,
  readOnly,
  ScheduledJob,
  Secret,
  Bucket as StateBucket,
  Table,
} from 'tradewind/aws';
import cdkJson from '../../cdk.json';

const orders = 'test/fixtures/handlers/orders.ts';
const gate = 'test/fixtures/handlers/gate.ts';
const job = 'test/fixtures/handlers/job.ts';
const worker = 'test/fixtures/handlers/worker.ts';
const variants = { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } as const;
const env = { account: '111122223333', region: 'eu-west-1' };

/** Feature flags of the CDK: none, or all that are recommended. Templates depend on them. */
export const FLAGS = { 'no flags': {}, 'the recommended flags': cdkJson.context };

/** Ways of creating a user's app, in addition to its flags. Nothing is bundled: no tool reads the code. */
export function newApp(flags: Record<string, unknown> = {}): App {
  return new App({
    analyticsReporting: false,
    context: { ...flags, '@aws-cdk/core:validateAgainstDefaultRules': true, 'aws:cdk:bundling-stacks': [] },
  });
}

/** Synthesizes an app for its templates only: the rule engine, which takes longest, is not needed. */
export function newUncheckedApp(flags: Record<string, unknown> = {}): App {
  return new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { ...flags, 'aws:cdk:bundling-stacks': [] },
  });
}

/** Constructs with only their required props. */
export function addDefaults(scope: Construct): void {
  new ApiFunction(scope, 'Orders', { entry: orders, auth: 'iam' });
  new ScheduledJob(scope, 'Report', { entry: job, schedule: 'every 5 minutes' });
  new ImagePipeline(scope, 'Photos', { variants });
  new PlainFunction(scope, 'Welcome', { entry: worker });
  new FileProcessor(scope, 'Files', { entry: worker });
  new QueueWorker(scope, 'Worker', { entry: worker });
  new ChangeProcessor(scope, 'Changes', {
    entry: worker,
    table: new Table(scope, 'Table', { partitionKey: 'id' }),
  });
  new StateBucket(scope, 'Bucket');
  new Queue(scope, 'Queue');
}

/**
 * Every option of every construct, and every way to nest stacks. Only imported resources are not created by tradewind.
 */
export function addEverything(app: App): void {
  addDefaults(new Stack(app, 'Defaults'));
  addRoutes(new Stack(app, 'Routes', { env }));
  addJobs(new Stack(app, 'Jobs'));
  addImages(new Stack(app, 'Images', { env }));
  addAlarmed(new Stack(app, 'Alarmed'));
  addAcrossStacks(app);
  addState(new Stack(app, 'State'));
  addPlainFunctions(new Stack(app, 'Plain'));
  addNetworked(new Stack(app, 'Networked', { env }));
  addGrants(new Stack(app, 'Grants'));
  addDefaults(new NestedStack(new Stack(app, 'Parent'), 'Nested'));
  const stage = new Stage(app, 'Stage', { env });
  addDefaults(new Stack(stage, 'Shop'));
  addDefaults(new NestedStack(new Stack(stage, 'Parent'), 'Nested'));
}

function addRoutes(stack: Stack): void {
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ',
    zoneName: 'example.com',
  });
  const issuer = 'https://login.example.com/';
  const cors = { origins: ['https://shop.example'], credentials: true, maxAge: hours(2) };
  const add = (id: string, props: Omit<ConstructorParameters<typeof ApiFunction>[2], 'entry'>) =>
    new ApiFunction(stack, id, { entry: orders, ...props });

  add('Open', { routes: ['GET /open'], auth: 'none', cors });
  add('Signed', { routes: ['ANY /signed/{path+}'], auth: 'iam', cors, throttle: { rate: 10, burst: 20 } });
  add('Token', { routes: ['$default'], auth: jwt({ issuer, audience: ['shop'], scopes: ['read'] }), cors });
  add('Gated', { routes: ['GET /gated'], auth: authorizer({ entry: gate, headers: ['x-key'], cacheSeconds: 60 }) });
  add('Named', { routes: ['GET /named'], auth: 'iam', domain: { name: 'api.example.com', zone } });
  add('Quiet', { routes: ['GET /quiet'], auth: 'iam', tracing: 'off', logRetention: 'forever', maxRequestBytes: 1000 });
  add('Reserved', { routes: ['GET /reserved'], auth: 'iam', maxInstances: 5, environment: { LEVEL: 'info' } });
  add('Stream', { routes: ['GET /stream'], auth: 'iam', streaming: true, timeout: minutes(5) });
  add('PublicStream', { routes: ['GET /public'], auth: 'none', streaming: true, cors: { origins: ['*'] } });
  const own = add('Own', { routes: ['GET /'], auth: 'iam', api: 'own' });
  add('Guest', { routes: ['GET /guest'], auth: 'iam', api: own.api });
  add('Outside', {
    routes: ['GET /outside'],
    auth: 'iam',
    api: HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'a1b2c3', apiEndpoint: 'https://api.example' }),
  });
}

/** Function in an existing VPC. */
function addNetworked(stack: Stack): void {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a'],
    privateSubnetIds: ['subnet-0123456789abcdef0'],
    privateSubnetRouteTableIds: ['rtb-0123456789abcdef0'],
  });
  const securityGroups = [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')];
  new ApiFunction(stack, 'Private', { entry: orders, auth: 'iam', overrides: { function: { vpc, securityGroups } } });
}

function addJobs(stack: Stack): void {
  const add = (id: string, props: Omit<ConstructorParameters<typeof ScheduledJob>[2], 'entry'>) =>
    new ScheduledJob(stack, id, { entry: job, ...props });
  add('Skip', { schedule: 'every hour', overlap: 'skip', input: { days: 7 } });
  add('Allow', { schedule: 'every day at 03:00', timeZone: 'Europe/Oslo', overlap: 'allow', retries: 0 });
  add('Once', { schedule: new Date('2099-01-01T09:00:00Z'), maxAge: hours(6) });
  add('Window', {
    schedule: '0 9 * * mon-fri',
    timeZone: 'UTC',
    flexibleWindow: minutes(15),
    start: new Date('2027-01-01T00:00:00Z'),
    end: new Date('2099-01-01T00:00:00Z'),
    timeout: seconds(30),
  });
  add('Off', { schedule: 'every 5 minutes', enabled: false, tracing: 'off' });
}

function addImages(stack: Stack): void {
  const certificate = Certificate.fromCertificateArn(
    stack,
    'Certificate',
    'arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012',
  );
  new ImagePipeline(stack, 'Served', {
    variants,
    prefix: 'my photos [1]/',
    deleteVariants: true,
    cdn: true,
    uploads: { auth: 'iam', origins: ['https://gallery.example'] },
    maxConcurrency: 2,
  });
  new ImagePipeline(stack, 'Branded', {
    variants,
    cdn: true,
    overrides: { distribution: { certificate, domainNames: ['images.example.com'] } },
    uploads: { auth: 'none', route: 'POST /branded', api: 'own' },
  });
  new ImagePipeline(stack, 'Brought', {
    variants,
    source: Bucket.fromBucketName(stack, 'Originals', 'originals'),
    results: Bucket.fromBucketName(stack, 'Variants', 'variants'),
  });
}

function addAlarmed(stack: Stack): void {
  alarmsTo(stack, Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:alarms'));
  addDefaults(stack);
  new ApiFunction(stack, 'Stream', { entry: orders, auth: 'iam', streaming: true });
}

/** API and buckets of one stack, used in another: references become exports and imports. */
function addAcrossStacks(app: App): void {
  const shared = new Stack(app, 'Shared');
  const { api } = new ApiFunction(shared, 'Orders', { entry: orders, auth: 'iam' });
  const photos = new ImagePipeline(shared, 'Photos', { variants });

  const user = new Stack(app, 'User');
  new ApiFunction(user, 'Returns', { entry: orders, routes: ['GET /returns'], auth: 'none', api });
  new ImagePipeline(user, 'Previews', { variants: { tiny: { width: 32 } }, source: photos.source });
}

/** State with every option and every kind of binding, and its triggers. */
function addState(stack: Stack): void {
  const files = new StateBucket(stack, 'Inbox', { versioned: false, removalPolicy: 'destroy' });
  const items = new Table(stack, 'Items', {
    partitionKey: 'id',
    sortKey: 'at',
    timeToLive: 'ends',
    removalPolicy: 'destroy',
  });
  const jobs = new Queue(stack, 'Jobs', { fifo: true });
  const key = new Secret(stack, 'Key', { removalPolicy: 'destroy' });
  const api = new ApiFunction(stack, 'Api', {
    entry: orders,
    auth: 'iam',
    bindings: { FILES: readOnly(files), ITEMS: items, JOBS: jobs, KEY: key },
  });
  new FileProcessor(stack, 'Read', { entry: worker, bucket: files, suffix: '.csv', bindings: { API: api, KEY: key } });
  new QueueWorker(stack, 'Work', { entry: worker, queue: jobs, bindings: { FILES: readOnly(files) } });
  new QueueWorker(stack, 'Once', {
    entry: worker,
    idempotency: { key: 'id' },
    bindings: { FILES: new StateBucket(stack, 'Outbox') },
  });
  new ChangeProcessor(stack, 'Hear', { entry: worker, table: items, bindings: { ITEMS: readOnly(items) } });
}

/** Functions that something else invokes: each kind of trigger, and a binding. */
function addPlainFunctions(stack: Stack): void {
  const plain = new PlainFunction(stack, 'Plain', { entry: worker, retries: 0, maxInstances: 5, timeout: seconds(5) });
  const signups = Topic.fromTopicArn(stack, 'Signups', 'arn:aws:sns:eu-west-1:111122223333:signups');
  signups.addSubscription(new LambdaSubscription(plain.function, { deadLetterQueue: plain.failures }));
  new ApiFunction(stack, 'Caller', { entry: orders, auth: 'iam', bindings: { PLAIN: plain } });
}

function addGrants(stack: Stack): void {
  const add = (id: string, props: Partial<ConstructorParameters<typeof ApiFunction>[2]> = {}) =>
    new ApiFunction(stack, id, { entry: orders, routes: [`GET /${id}`], auth: 'iam', ...props });
  const caller = add('Caller');
  add('Routes', { routes: ['GET /orders/{id}', 'ANY /files/{path+}'] }).grantInvoke(caller);
  add('Stream', { streaming: true }).grantInvoke(caller);
  new ScheduledJob(stack, 'Job', { entry: job, schedule: 'every hour' }).grantInvoke(caller);
  const photos = new ImagePipeline(stack, 'Photos', { variants });
  photos.grantUpload(caller);
  photos.grantRead(caller);
}
