import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { PlainFunctionProps as PortableProps } from '../constructs/plain-function';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { InvokeClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { checkAsyncInvoke } from './function/async-checks';
import { checkDeadLetterOverrides, createDeadLetterQueue, keepFailures } from './function/dead-letters';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { boundFunction } from './function/function-rights';
import { awsRules } from './prop-rules';
import { alarmOnDeadLetters, alarmOnErrors, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import type { AwsTypes } from './types';

/** Props of `PlainFunction` on AWS. */
export type PlainFunctionProps = PortableProps<AwsTypes>;
type Settings = Resolved<'PlainFunction', PlainFunctionProps>;

/**
 * A function without its own trigger, invoked by a Cognito trigger, an SNS topic, an EventBridge rule or the binding of
 * another function, for example. Permanently failed asynchronous invocations go to the failure queue.
 *
 * @example
 * const welcome = new PlainFunction(stack, 'Welcome', { entry: 'src/welcome.ts' });
 * pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, welcome.function);
 * topic.addSubscription(new LambdaSubscription(welcome.function));
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html
 */
export class PlainFunction<Event = unknown, Result = unknown>
  extends Construct
  implements iam.IGrantable, Bindable<InvokeClient<Event, Result>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;
  /** The Lambda function. Pass it to its trigger; use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  readonly grantPrincipal: iam.IPrincipal;
  /** Queue of the events of permanently failed asynchronous invocations, for 14 days. */
  readonly failures: Queue;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: PlainFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'PlainFunction', props, awsRules);
    this.check(settings, props);
    const parts = createFunction(this, 'Function', {
      ...settings,
      adapter: { name: 'invoke', export: 'invoke' },
      description: `Handles invocations of ${this.node.path}`.slice(0, 256),
      overrides: settings.overrides.function,
    });
    this.function = parts.function;
    this[bound] = boundFunction(this.function, undefined);
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantPrincipal = parts.function.grantPrincipal;
    this.failures = createDeadLetterQueue(this, 'Failures', { redrive: false, overrides: settings.overrides.failures });
    keepFailures(this.function, this.failures, settings);
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Allows `grantee` to invoke the function. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.function.grantInvokeLatestVersion(grantee);
  }

  /** Adds an environment variable to the function. */
  addEnvironment(name: string, value: string): this {
    this.function.addEnvironment(name, value);
    return this;
  }

  /** Invocations that ended in an error. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Number of invocations. */
  metricInvocations(options?: MetricOptions): Metric {
    return this.function.metricInvocations(options);
  }

  /** Duration of the invocations. */
  metricDuration(options?: MetricOptions): Metric {
    return this.function.metricDuration(options);
  }

  private check(settings: Settings, given: PlainFunctionProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'PlainFunction', given);
    checkFunction(problems, settings, settings.overrides.function);
    checkAsyncInvoke(problems, settings);
    checkDeadLetterOverrides(problems, 'overrides.failures', settings.overrides.failures);
    problems.throwIfAny();
  }

  private createAlarms({ alarms }: Settings): void {
    withAlarms(this, alarms, (topic) => {
      alarmOnDeadLetters(this, 'FailuresAlarm', topic, this.failures);
      alarmOnErrors(this, 'ErrorsAlarm', topic, this.function);
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    recordConstruct(
      this,
      {
        kind: 'PlainFunction',
        provider: 'aws',
        functions: [parts.model],
        triggers: [],
        bindings: parts.bindings,
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          retries: settings.retries,
          maxAgeSeconds: settings.maxAge.toSeconds(),
        },
      },
      settings,
    );
  }
}
