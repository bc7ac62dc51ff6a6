import { Duration as CdkDuration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BindingModel, FunctionModel } from '../../app-model/model';
import type { NativeTarget } from '../../bundler/types';
import type { Bindings } from '../../constructs/bindings/bound-resource';
import type { FunctionSettings, LogRetention } from '../../constructs/function';
import type { Duration } from '../../duration';
import { entryInModel } from '../../shipped';
import { resolveBindings } from '../bindings/bindings';
import { awsDefaults } from '../defaults';
import { type Adapter, adapterReference } from '../shipped';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import type { FunctionOverrides } from '../types';
import { BundledCode } from './bundled-code';
import { claimConcurrency, warnOfSecrets } from './function-checks';

/** Settings of a function, with defaults applied. */
export interface FunctionSpec extends FunctionSettings {
  readonly entry: string;
  readonly handler?: string;
  readonly adapter: Adapter;
  readonly timeout: Duration;
  readonly memory: number;
  readonly tracing: 'on' | 'off';
  readonly logRetention: LogRetention;
  readonly description: string;
  /** Environment variables of tradewind. */
  readonly internal?: Readonly<Record<string, string>>;
  /** Bindings of the function, by their names in `env`. */
  readonly bindings?: Bindings;
  readonly overrides?: FunctionOverrides;
}

/** A function with its own role and log group. */
export interface FunctionParts {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly model: FunctionModel;
  /** Bindings, for the app model. */
  readonly bindings: readonly BindingModel[];
}

/** Creates a function, its log group and its role, with the least permissions: to write its own logs and traces. */
export function createFunction(scope: Construct, id: string, spec: FunctionSpec): FunctionParts {
  const prefix = id === 'Function' ? '' : id;
  const logGroup = new logs.LogGroup(scope, `${prefix}Logs`, {
    retention: retentionDays(spec.logRetention),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  acknowledge(logGroup, 'logEncryption', ...(spec.logRetention === 'forever' ? (['logsForever'] as const) : []));
  const bound = resolveBindings(spec.bindings);
  const role = createRole(scope, `${prefix}Role`, logGroup, spec.tracing === 'on');
  if (spec.overrides?.vpc !== undefined) allowNetworkInterfaces(role);
  const architecture = architectureOf(scope, spec.overrides);
  const props = functionProps(spec, bound.environment, architecture);
  const fn = new lambda.Function(scope, id, {
    ...props,
    code: new BundledCode({
      path: scope.node.path,
      entry: spec.entry,
      handler: spec.handler,
      adapter: adapterReference(spec.adapter),
      target: nodeTarget(spec.overrides?.runtime?.name ?? awsDefaults.runtime.value),
      native: nativeTarget(architecture),
      options: spec.bundling,
      bindings: bound.references,
    }),
    role,
    logGroup,
    ...spec.overrides,
    environment: { ...props.environment, ...spec.overrides?.environment },
  });
  if (spec.tracing === 'on' && spec.overrides?.tracing === undefined) enableTracing(fn);
  warnOfSecrets(scope, spec.environment ?? {});
  claimConcurrency(scope, spec.overrides?.reservedConcurrentExecutions ?? spec.maxInstances);
  acknowledgeFunction(fn, spec);
  bound.grantTo({ scope, role });
  explainParts(fn, role, logGroup, spec);
  const model = functionModel(fn, spec, architecture);
  return { function: fn, role, logGroup, model, bindings: bound.model(fn.node.path) };
}

function functionProps(spec: FunctionSpec, bound: Readonly<Record<string, string>>, architecture: lambda.Architecture) {
  return {
    description: spec.description,
    runtime: new lambda.Runtime(awsDefaults.runtime.value, lambda.RuntimeFamily.NODEJS, { supportsInlineCode: true }),
    architecture,
    handler: 'index.handler',
    memorySize: spec.memory,
    timeout: CdkDuration.seconds(spec.timeout.toSeconds()),
    environment: { ...spec.environment, ...bound, ...spec.internal },
    reservedConcurrentExecutions: spec.maxInstances,
    loggingFormat: lambda.LoggingFormat.JSON,
    applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
    systemLogLevelV2: lambda.SystemLogLevel.INFO,
  };
}

function createRole(scope: Construct, id: string, logGroup: logs.LogGroup, traced: boolean): iam.Role {
  const writeLogs = new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
  const writeTraces = new iam.PolicyStatement({
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    resources: ['*'],
  });
  const role = new iam.Role(scope, id, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { Base: new iam.PolicyDocument({ statements: traced ? [writeLogs, writeTraces] : [writeLogs] }) },
  });
  acknowledge(role, 'inlinePolicy');
  // Not on the whole role, so that wildcards in further grants of users are still found.
  if (traced) acknowledge(role.node.findChild('Resource'), 'tracingWildcard');
  return role;
}

/**
 * Allows Lambda to connect the function to a VPC. The actions are those of AWSLambdaVPCAccessExecutionRole; they
 * support no permissions for single resources.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function allowNetworkInterfaces(role: iam.Role): void {
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  const statement = new iam.PolicyStatement({ actions, resources: ['*'] });
  role.attachInlinePolicy(new iam.Policy(role, 'Network', { statements: [statement] }));
  acknowledge(role.node.findChild('Network'), 'networkWildcard', 'inlinePolicy');
}

function acknowledgeFunction(fn: lambda.Function, spec: FunctionSpec): void {
  const { overrides } = spec;
  acknowledge(fn, 'functionDeadLetters', 'functionEnvironment', 'functionDependencies');
  if ((overrides?.reservedConcurrentExecutions ?? spec.maxInstances) === undefined)
    acknowledge(fn, 'functionConcurrency');
  if (overrides?.vpc === undefined) acknowledge(fn, 'functionOutsideVpc');
  if (spec.tracing === 'off') acknowledge(fn, 'tracingOff');
}

/** Set on the L1, because the L2's prop would add a policy resource, though the role already has the permission. */
function enableTracing(fn: lambda.Function): void {
  (fn.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: 'Active' };
}

function architectureOf(scope: Construct, overrides?: FunctionOverrides): lambda.Architecture {
  if (overrides?.architecture !== undefined) return overrides.architecture;
  const name = scope.node.tryGetContext('tradewind:architecture') ?? awsDefaults.architecture.value;
  return name === 'x86_64' ? lambda.Architecture.X86_64 : lambda.Architecture.ARM_64;
}

/** Node.js on Lambda runs on Amazon Linux, which has glibc. */
function nativeTarget(architecture: lambda.Architecture): NativeTarget {
  return { os: 'linux', cpu: architecture.name === lambda.Architecture.ARM_64.name ? 'arm64' : 'x64', libc: 'glibc' };
}

/** `nodejs24.x` → `node24`. */
function nodeTarget(runtime: string): string {
  return runtime.replace(/^nodejs(\d+)\.x$/, 'node$1');
}

function explainParts(fn: lambda.Function, role: iam.Role, logGroup: logs.LogGroup, spec: FunctionSpec): void {
  explainResource(fn, `${spec.description}.`, 'entry');
  explainResource(role, 'Permissions of the function: its logs, its traces and its bindings.', 'bindings');
  explainResource(logGroup, 'Keeps the logs of the function.', 'logRetention');
}

function retentionDays(retention: LogRetention): logs.RetentionDays {
  return retention === 'forever' ? logs.RetentionDays.INFINITE : (retention as number as logs.RetentionDays);
}

function functionModel(fn: lambda.Function, spec: FunctionSpec, architecture: lambda.Architecture): FunctionModel {
  return {
    path: fn.node.path,
    entry: entryInModel(spec.entry),
    runtime: fn.runtime.name,
    architecture: architecture.name,
    memory: spec.memory,
    timeoutSeconds: spec.timeout.toSeconds(),
  };
}
