import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { UserAssignedIdentity } from '@cdktn/provider-azurerm/lib/user-assigned-identity';
import { Construct } from 'constructs';
import { readProps } from '../constructs/read-props';
import { checkScheduledJob } from '../constructs/schedule-checks';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import type { Schedule } from '../schedule/schedule';
import { scheduleClock } from '../schedule/schedule-clock';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { azureRules } from './prop-rules';
import { alarmWhenOverdue } from './schedules/overdue-alarm';
import { azureScheduleExpression } from './schedules/schedule-expression';
import { withAlarms } from './stack/alarm-group';
import { errorsOf, invocationsOf, type Metric } from './stack/metrics';
import { alarmOnFailedRuns } from './stack/request-alarms';
import type { AzureTypes } from './types';

/** Props of `ScheduledJob` on Azure. */
export type ScheduledJobProps = PortableProps<AzureTypes>;
type Settings = Resolved<'ScheduledJob', ScheduledJobProps>;

/**
 * Runs a function on a timer. A lease ensures that one run of a job is in progress at a time across all instances; a run that
 * is due meanwhile is skipped.
 *
 * @example
 * new ScheduledJob(stack, 'Report', { entry: 'src/report.ts', schedule: 'every day at 03:00', timeZone: 'Europe/Oslo' });
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer
 */
export class ScheduledJob extends Construct {
  /** Runs the handler. Use it for anything without a prop. */
  readonly functionApp: FunctionAppFlexConsumption;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly identity: UserAssignedIdentity;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const settings = readProps(this, 'ScheduledJob', props, azureRules);
    const { schedule, rendered } = this.check(settings, props);
    const parts = this.createFunction(settings, rendered);
    this.functionApp = parts.functionApp;
    this.identity = parts.identity;
    this.createAlarms(settings, schedule);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.functionApp);
  }

  /** Invocations of the function. */
  metricInvocations(): Metric {
    return invocationsOf(this.functionApp);
  }

  private check(settings: Settings, given: ScheduledJobProps): { schedule: Schedule; rendered: ProviderSchedule } {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'ScheduledJob', given);
    checkFunction(problems, this, settings);
    const schedule = checkScheduledJob(problems, settings as PortableProps);
    const rendered = schedule && problems.parse('schedule', settings.schedule, () => azureScheduleExpression(schedule));
    return problems.checked(schedule && rendered && { schedule, rendered });
  }

  private createFunction(settings: Settings, rendered: ProviderSchedule): FunctionParts {
    const { clock, anyTime } = scheduleClock(rendered);
    const options = {
      timeoutSeconds: settings.timeout.toSeconds(),
      job: this.node.path,
      input: settings.input,
      clock,
      anyTime,
      timer: rendered.expression,
      retries: settings.retries,
    };
    return createFunction(this, {
      ...settings,
      adapter: { name: 'schedule', export: 'schedule', options },
      purpose: `Runs ${settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule}`,
      internal: (): Record<string, string> => (settings.enabled ? {} : { 'AzureWebJobs.handler.Disabled': 'true' }),
      overrides: settings.overrides.functionApp,
    });
  }

  private createAlarms(settings: Settings, schedule: Schedule): void {
    const { enabled, timeout } = settings;
    withAlarms(this, settings, (group) => {
      alarmOnFailedRuns(this, group, this.functionApp);
      if (enabled) alarmWhenOverdue(this, group, this.functionApp, { schedule, graceSeconds: timeout.toSeconds() });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const on = settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule;
    const zone = settings.timeZone === undefined ? '' : ` (${settings.timeZone})`;
    recordConstruct(
      this,
      {
        kind: 'ScheduledJob',
        provider: 'azure',
        functions: [parts.model],
        triggers: [{ kind: 'schedule', on: `${on}${zone}`, function: this.functionApp.node.path }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds(), retries: settings.retries },
      },
      settings,
    );
  }
}
