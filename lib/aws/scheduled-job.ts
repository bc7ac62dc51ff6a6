import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { readProps } from '../constructs/read-props';
import { checkScheduledJob, flexibleWindow } from '../constructs/schedule-checks';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { Schedule } from '../schedule/schedule';
import { checkSupport } from '../support/check';
import { awsDefaults } from './defaults';
import { checkDeadLetterOverrides, createDeadLetterQueue, keepFailures } from './function/dead-letters';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { awsRules } from './prop-rules';
import { createLeaseTable } from './schedules/lease-table';
import { alarmWhenOverdue } from './schedules/overdue-alarm';
import { checkDelivery } from './schedules/schedule-checks';
import { awsScheduleExpression } from './schedules/schedule-expression';
import { acknowledge } from './stack/acknowledge';
import { alarmOnDeadLetters, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import { explainResource } from './stack/explain';
import type { AwsTypes } from './types';

/** Props of `ScheduledJob` on AWS. */
export type ScheduledJobProps = PortableProps<AwsTypes>;
type Settings = Resolved<'ScheduledJob', ScheduledJobProps>;

/**
 * Runs a function on a schedule, with EventBridge Scheduler. Runs that fail or cannot be delivered go to the failure
 * queue.
 *
 * @example
 * new ScheduledJob(stack, 'Report', { entry: 'src/report.ts', schedule: 'every day at 03:00', timeZone: 'Europe/Oslo' });
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
 */
export class ScheduledJob extends Construct implements iam.IGrantable {
  /** The Lambda function. Use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  readonly grantPrincipal: iam.IPrincipal;
  /** Schedule of the runs. */
  readonly schedule: scheduler.Schedule;
  /** Role by which the schedule invokes the function. */
  readonly scheduleRole: iam.Role;
  /** Queue of the events of runs that failed or could not be delivered, for 14 days. */
  readonly failures: Queue;
  /** Table of the lease that allows one run at a time; none with `overlap: 'allow'`. */
  readonly leases?: dynamodb.Table;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const settings = readProps(this, 'ScheduledJob', props, awsRules);
    const schedule = this.check(settings, props);
    const window = flexibleWindow(schedule, settings.flexibleWindow);

    this.leases = settings.overlap === 'skip' ? createLeaseTable(this) : undefined;
    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantPrincipal = parts.function.grantPrincipal;
    this.failures = createDeadLetterQueue(this, 'Failures', { redrive: false, overrides: settings.overrides.failures });
    // Scheduler invokes asynchronously: its own retries cover only the delivery, these settings cover the run.
    keepFailures(this.function, this.failures, { retries: awsDefaults.asyncRetries.value, maxAge: settings.maxAge });
    this.scheduleRole = this.createScheduleRole();
    this.schedule = this.createSchedule(schedule, window, settings);
    this.createAlarms(schedule, window, settings);
    this.record(settings, parts);
  }

  /** Allows `grantee` to start runs in addition to the schedule. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.function.grantInvokeLatestVersion(grantee);
  }

  /** Adds an environment variable to the function. */
  addEnvironment(name: string, value: string): this {
    this.function.addEnvironment(name, value);
    return this;
  }

  /** Runs that failed. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Number of runs. */
  metricInvocations(options?: MetricOptions): Metric {
    return this.function.metricInvocations(options);
  }

  private check(settings: Settings, given: ScheduledJobProps): Schedule {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'ScheduledJob', given);
    checkFunction(problems, settings, settings.overrides.function);
    checkDelivery(problems, settings);
    checkDeadLetterOverrides(problems, 'overrides.failures', settings.overrides.failures);
    const schedule = checkScheduledJob(problems, settings);
    return problems.checked(schedule);
  }

  private createFunction(settings: Settings): FunctionParts {
    const { leases } = this;
    const parts = createFunction(this, 'Function', {
      ...settings,
      adapter: { name: 'schedule', export: leases === undefined ? 'schedule' : 'scheduleOnce' },
      description: `Runs ${settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule}`,
      internal: leases && { TRADEWIND_LEASE_TABLE: leases.tableName, TRADEWIND_LEASE_KEY: this.node.path },
      overrides: settings.overrides.function,
    });
    leases?.grant(parts.role, 'dynamodb:UpdateItem');
    return parts;
  }

  private createScheduleRole(): iam.Role {
    const allow = (actions: string[], resources: string[]) => new iam.PolicyStatement({ actions, resources });
    const role = new iam.Role(this, 'ScheduleRole', {
      description: 'Allows the schedule to invoke the function, and to keep runs that could not be delivered.',
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Run: new iam.PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], [this.function.functionArn]),
            allow(['sqs:SendMessage'], [this.failures.queueArn]),
          ],
        }),
      },
    });
    explainResource(role, 'Allows the schedule to invoke the function, and to keep runs that could not be delivered.');
    acknowledge(role, 'inlinePolicy');
    return role;
  }

  private createSchedule(
    schedule: Schedule,
    window: { toSeconds(): number } | undefined,
    settings: Settings,
  ): scheduler.Schedule {
    const { expression, timeZone } = awsScheduleExpression(schedule);
    const made = new scheduler.Schedule(this, 'Schedule', {
      schedule: scheduler.ScheduleExpression.expression(
        expression,
        timeZone === undefined ? undefined : TimeZone.of(timeZone),
      ),
      target: { bind: () => this.target(settings) },
      timeWindow: window && scheduler.TimeWindow.flexible(Duration.seconds(window.toSeconds())),
      start: settings.start,
      end: settings.end,
      enabled: settings.enabled,
      description: `Runs ${this.node.path}`.slice(0, 512),
      ...settings.overrides.schedule,
    });
    explainResource(made, 'Invokes the function on schedule.', 'schedule');
    return made;
  }

  /** Not the L2 target, which grants the permission to invoke every version of the function. */
  private target(settings: Settings): scheduler.ScheduleTargetConfig {
    const { ContextAttribute, ScheduleTargetInput } = scheduler;
    return {
      arn: this.function.functionArn,
      role: this.scheduleRole,
      input: ScheduleTargetInput.fromObject({
        id: ContextAttribute.executionId,
        time: ContextAttribute.scheduledTime,
        attempt: ContextAttribute.attemptNumber,
        schedule: ContextAttribute.scheduleArn,
        data: settings.input,
      }),
      retryPolicy: { maximumRetryAttempts: settings.retries, maximumEventAgeInSeconds: settings.maxAge.toSeconds() },
      deadLetterConfig: { arn: this.failures.queueArn },
    };
  }

  private createAlarms(schedule: Schedule, window: { toSeconds(): number } | undefined, settings: Settings): void {
    withAlarms(this, settings.alarms, (topic) => {
      alarmOnDeadLetters(this, 'FailuresAlarm', topic, this.failures);
      if (settings.enabled && settings.start === undefined && settings.end === undefined) {
        alarmWhenOverdue(
          this,
          topic,
          this.function,
          schedule,
          (window?.toSeconds() ?? 0) + settings.timeout.toSeconds(),
        );
      }
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const on = settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule;
    const zone = settings.timeZone === undefined ? '' : ` (${settings.timeZone})`;
    recordConstruct(
      this,
      {
        kind: 'ScheduledJob',
        provider: 'aws',
        functions: [parts.model],
        triggers: [{ kind: 'schedule', on: `${on}${zone}`, function: this.function.node.path }],
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
