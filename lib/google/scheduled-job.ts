import { CloudSchedulerJob } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import { checkScheduledJob } from '../constructs/schedule-checks';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import type { Schedule } from '../schedule/schedule';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { googleDefaults } from './defaults';
import { allowInvoking, createFunction, createServiceAccount, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { googleRules } from './prop-rules';
import { alarmWhenOverdue } from './schedules/overdue-alarm';
import { googleScheduleExpression } from './schedules/schedule-expression';
import { withAlarms } from './stack/alarm-channel';
import { errorsOf, invocationsOf, type Metric } from './stack/metrics';
import { alarmOnFailedRuns } from './stack/request-alarms';
import { GoogleStack } from './stack/stack';
import type { GoogleTypes } from './types';

/** Props of `ScheduledJob` on Google Cloud. */
export type ScheduledJobProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'ScheduledJob', ScheduledJobProps>;

const MIN_SECONDS = 15;

/**
 * Runs a function on a schedule, called by Cloud Scheduler with an identity that can only call this function.
 *
 * @example
 * new ScheduledJob(stack, 'Report', { entry: 'src/report.ts', schedule: 'every day at 03:00', timeZone: 'Europe/Oslo' });
 * @see https://cloud.google.com/scheduler/docs/http-target-auth
 */
export class ScheduledJob extends Construct {
  /** Runs the handler. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;
  /** Calls the function. */
  readonly schedule: CloudSchedulerJob;
  /** Identity with which the schedule calls the function. */
  readonly scheduleAccount: ServiceAccount;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const settings = readProps(this, 'ScheduledJob', props, googleRules);
    const { schedule, rendered } = this.check(settings, props);

    const parts = this.createFunction(settings, rendered);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    this.scheduleAccount = createServiceAccount(this, 'Caller', `Calls ${this.node.path} on schedule`);
    allowInvoking(this, 'MayCall', this.function, `serviceAccount:${this.scheduleAccount.email}`);
    this.schedule = this.createSchedule(settings, rendered);
    this.createAlarms(settings, schedule);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.function);
  }

  /** Invocations of the function. */
  metricInvocations(): Metric {
    return invocationsOf(this.function);
  }

  private check(settings: Settings, given: ScheduledJobProps): { schedule: Schedule; rendered: ProviderSchedule } {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'ScheduledJob', given);
    checkFunction(problems, settings);
    const schedule = checkScheduledJob(problems, settings as PortableProps);
    const rendered =
      schedule && problems.parse('schedule', settings.schedule, () => googleScheduleExpression(schedule));
    return problems.checked(schedule && rendered && { schedule, rendered });
  }

  private createFunction(settings: Settings, { guard }: ProviderSchedule): FunctionParts {
    const options = { timeoutSeconds: settings.timeout.toSeconds(), job: this.node.path, guard };
    const alone = settings.overlap === 'skip';
    return createFunction(this, {
      ...settings,
      adapter: { name: 'schedule', export: 'schedule', options },
      description: `Runs ${settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule}`,
      // One instance with one request at a time: Cloud Run rejects a run that is due meanwhile with 429.
      requestsPerInstance: alone ? 1 : googleDefaults.requestsPerInstance.value,
      maxInstances: alone ? 1 : (settings.maxInstances ?? googleDefaults.maxInstances.value),
      overrides: settings.overrides.function,
    });
  }

  private createSchedule(settings: Settings, { expression, timeZone }: ProviderSchedule): CloudSchedulerJob {
    const stack = GoogleStack.of(this);
    const uri = this.function.serviceConfig.uri;
    const job = new CloudSchedulerJob(this, 'Schedule', {
      name: physicalName(this.node.path, { most: 100, hashed: this.node.path }),
      region: stack.region,
      description: `Runs ${this.node.path}`.slice(0, 500),
      schedule: expression,
      timeZone,
      paused: !settings.enabled,
      attemptDeadline: `${Math.max(MIN_SECONDS, settings.timeout.toSeconds())}s`,
      // No `maxRetryDuration`: with a retry count, it is a minimum time for retries, not a limit.
      retryConfig: {
        retryCount: settings.retries,
        minBackoffDuration: `${googleDefaults.runPause.value.toSeconds()}s`,
      },
      httpTarget: {
        uri,
        httpMethod: 'POST',
        headers: { 'content-type': 'application/json' },
        body: settings.input === undefined ? undefined : Buffer.from(JSON.stringify(settings.input)).toString('base64'),
        oidcToken: { serviceAccountEmail: this.scheduleAccount.email, audience: uri },
      },
      dependsOn: [stack.enable('cloudscheduler')],
      ...settings.overrides.schedule,
    });
    explain(job, { type: 'google_cloud_scheduler_job', purpose: 'Calls the function on schedule.', prop: 'schedule' });
    return job;
  }

  private createAlarms({ alarms, enabled, timeout }: Settings, schedule: Schedule): void {
    withAlarms(this, alarms, (channel) => {
      alarmOnFailedRuns(this, channel, this.function);
      if (enabled) alarmWhenOverdue(this, channel, this.function, { schedule, graceSeconds: timeout.toSeconds() });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const on = settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule;
    const zone = settings.timeZone === undefined ? '' : ` (${settings.timeZone})`;
    recordConstruct(
      this,
      {
        kind: 'ScheduledJob',
        provider: 'google',
        functions: [parts.model],
        triggers: [{ kind: 'schedule', on: `${on}${zone}`, function: this.function.node.path }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), retries: settings.retries },
      },
      settings,
    );
  }
}
