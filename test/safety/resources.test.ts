import { type App, Stack } from 'aws-cdk-lib';
import { addDefaults, addEverything, FLAGS, newUncheckedApp } from './apps';
import { type Resource, writtenTemplates } from './assembly';

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
}

/**
 * Types that cost nothing until they are used. Queues, tables, functions and the others bill per request, or per stored
 * byte.
 */
const FREE_WHEN_IDLE = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SQS::Queue',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::Schedule',
];

/**
 * Types that only options add. Alarms bill when idle, and are created with a topic; secrets bill too, and are declared.
 */
const ADDED_BY_OPTIONS = [
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFormation::Stack',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudWatch::Alarm',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Route53::RecordSet',
  'AWS::SNS::Subscription',
  'AWS::SecretsManager::Secret',
];

const flagSets = Object.entries(FLAGS);

function resourcesOf(app: App): Resource[] {
  return writtenTemplates(app).flatMap(({ resources }) => Object.values(resources));
}

function typesIn(resources: readonly Resource[]): string[] {
  return [...new Set(resources.map(({ Type }) => Type))].sort();
}

/** Collects every policy statement, wherever it is in a resource. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Effect' in value) return [value as Statement];
  return Object.values(value).flatMap(statementsIn);
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}

describe.each(flagSets)('with %s', (_name, flags) => {
  const app = newUncheckedApp(flags);
  addEverything(app);
  const resources = resourcesOf(app);
  const allowed = resources
    .flatMap(({ Properties }) => statementsIn(Properties))
    .filter(({ Effect }) => Effect === 'Allow');

  test('the defaults create nothing that bills when idle', () => {
    const plain = newUncheckedApp(flags);
    addDefaults(new Stack(plain, 'Shop'));
    expect(typesIn(resourcesOf(plain))).toEqual([...FREE_WHEN_IDLE].sort());
  });

  test('options add only the listed types', () => {
    expect(typesIn(resources)).toEqual([...FREE_WHEN_IDLE, ...ADDED_BY_OPTIONS].sort());
  });

  test('tables bill per request, and no concurrency is provisioned', () => {
    const tables = resources.filter(({ Type }) => /^AWS::DynamoDB::(Global)?Table$/.test(Type));
    expect(new Set(tables.map(({ Properties }) => Properties?.BillingMode))).toEqual(new Set(['PAY_PER_REQUEST']));
    expect(JSON.stringify(resources)).not.toContain('ProvisionedConcurrency');
  });

  test('there are no custom resources', () => {
    expect(typesIn(resources).filter((type) => /^Custom::|::CustomResource$|::Macro$/.test(type))).toEqual([]);
  });

  test('there are no managed policies', () => {
    expect(typesIn(resources)).not.toContain('AWS::IAM::ManagedPolicy');
    expect(JSON.stringify(resources)).not.toMatch(/ManagedPolicyArns|:policy\//);
  });

  test('no right has a wildcard in its action', () => {
    expect(allowed.length).toBeGreaterThan(100);
    expect(allowed.flatMap(({ Action }) => list(Action)).filter((action) => action.includes('*'))).toEqual([]);
    expect(JSON.stringify(resources)).not.toMatch(/"Not(Action|Resource|Principal)"/);
  });

  test('only traces, and the network interfaces of a function in a VPC, apply to any resource', () => {
    const actions = allowed
      .filter(({ Resource }) => list(Resource).includes('*'))
      .flatMap(({ Action }) => list(Action));
    // Neither kind of action supports permissions for single resources.
    const network = ['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface'];
    const lookups = ['DescribeNetworkInterfaces', 'DescribeSubnets', 'UnassignPrivateIpAddresses'];
    const traces = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
    expect(new Set(actions)).toEqual(new Set([...traces, ...[...network, ...lookups].map((name) => `ec2:${name}`)]));
  });
});
