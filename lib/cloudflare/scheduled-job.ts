import { WorkersCronTrigger } from '@cdktf/provider-cloudflare/lib/workers-cron-trigger';
import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import { checkScheduledJob } from '../constructs/schedule-checks';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { checkBindings } from './bindings/bindings';
import { createWorker, type WorkerParts, type WorkerSpec } from './function/worker';
import { cloudflareRules } from './prop-rules';
import { cloudflareScheduleExpression } from './schedules/schedule-expression';
import { CloudflareStack } from './stack/stack';
import type { CloudflareTypes } from './types';

/** Props of `ScheduledJob` on Cloudflare. */
export type ScheduledJobProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'ScheduledJob', ScheduledJobProps>;

/**
 * Runs a worker on a schedule. Cloudflare does not retry a failed run.
 *
 * @example
 * new ScheduledJob(stack, 'Report', { entry: 'src/report.ts', schedule: 'every day at 03:00', timeZone: 'Europe/Oslo' });
 * @see https://developers.cloudflare.com/workers/configuration/cron-triggers/
 */
export class ScheduledJob extends Construct {
  /** Runs the handler. Use it for anything without a prop. */
  readonly script: WorkersScript;
  /** Triggers the worker; undefined with `enabled: false`. */
  readonly schedule?: WorkersCronTrigger;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const settings = readProps(this, 'ScheduledJob', props, cloudflareRules);
    const rendered = this.check(settings, props);

    const parts = this.createWorker(settings, rendered);
    this.script = parts.script;
    if (settings.enabled) this.schedule = this.createTrigger(rendered);
    this.record(settings, parts);
  }

  private check(settings: Settings, given: ScheduledJobProps): ProviderSchedule {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'ScheduledJob', given);
    checkBindings(problems, settings.bindings, settings.environment);
    const schedule = checkScheduledJob(problems, settings as PortableProps);
    const rendered =
      schedule && problems.parse('schedule', settings.schedule, () => cloudflareScheduleExpression(schedule));
    return problems.checked(rendered);
  }

  private createWorker(settings: Settings, { guard }: ProviderSchedule): WorkerParts {
    const seconds = settings.timeout.toSeconds();
    const options = { timeoutSeconds: seconds, job: this.node.path, input: settings.input, guard };
    const on = settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule;
    const worker: WorkerSpec = {
      ...settings,
      adapter: { name: 'schedule', export: 'schedule', options },
      purpose: `Runs ${on}`,
      overrides: settings.overrides.script,
    };
    return createWorker(this, worker, seconds);
  }

  private createTrigger({ expression }: ProviderSchedule): WorkersCronTrigger {
    const trigger = new WorkersCronTrigger(this, 'Schedule', {
      accountId: CloudflareStack.of(this).accountId,
      // A reference, so that the script is created first.
      scriptName: this.script.scriptName,
      schedules: [{ cron: expression }],
    });
    const purpose = 'Triggers the worker on a schedule.';
    explain(trigger, { type: 'cloudflare_workers_cron_trigger', purpose, prop: 'schedule' });
    return trigger;
  }

  private record(settings: Settings, parts: WorkerParts): void {
    const on = settings.schedule instanceof Date ? settings.schedule.toISOString() : settings.schedule;
    const zone = settings.timeZone === undefined ? '' : ` (${settings.timeZone})`;
    recordConstruct(
      this,
      {
        kind: 'ScheduledJob',
        provider: 'cloudflare',
        functions: [parts.model],
        triggers: [{ kind: 'schedule', on: `${on}${zone}`, function: this.script.node.path }],
        bindings: parts.bindings,
        limits: {},
      },
      settings,
    );
  }
}
