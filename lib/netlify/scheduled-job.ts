import { Construct } from 'constructs';
import { recordConstruct } from '../build-output/app-model';
import { bindingModels, checkBindings } from '../build-output/bindings';
import { readProps } from '../constructs/read-props';
import { checkScheduledJob } from '../constructs/schedule-checks';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { physicalName } from '../physical-name';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import { scheduleClock, scheduleText } from '../schedule/schedule-clock';
import { checkSupport } from '../support/check';
import { NetlifyFunction } from './function';
import { netlifyRules } from './prop-rules';
import { netlifyScheduleExpression } from './schedule-expression';
import { adapterReference } from './shipped';
import type { NetlifyTypes } from './types';

/** Props of `ScheduledJob` on Netlify. */
export type ScheduledJobProps = PortableProps<NetlifyTypes>;
type Settings = Resolved<'ScheduledJob', ScheduledJobProps>;

/**
 * A scheduled function, which Netlify runs only in published deploys, for at most 30 seconds, and which nothing else can call.
 * A failed run is not retried.
 *
 * @example
 * new ScheduledJob(site, 'Report', { entry: 'src/report.ts', schedule: 'every day at 03:00', timeZone: 'Europe/Oslo' });
 * @see https://docs.netlify.com/build/functions/scheduled-functions/
 */
export class ScheduledJob extends Construct {
  /** Runs the handler; undefined with `enabled: false`, because anyone could call it without its schedule. */
  readonly function?: NetlifyFunction;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const settings = readProps(this, 'ScheduledJob', props, netlifyRules);
    const rendered = this.check(settings, props);

    if (settings.enabled) this.function = this.createFunction(settings, rendered);
    this.record(settings);
  }

  private check(settings: Settings, given: ScheduledJobProps): ProviderSchedule {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'netlify', 'ScheduledJob', given);
    checkBindings(problems, 'netlify', settings);
    const schedule = checkScheduledJob(problems, settings as PortableProps);
    const rendered =
      schedule && problems.parse('schedule', settings.schedule, () => netlifyScheduleExpression(schedule));
    return problems.checked(rendered);
  }

  private createFunction(settings: Settings, rendered: ProviderSchedule): NetlifyFunction {
    const { path } = this.node;
    const options = {
      timeoutSeconds: settings.timeout.toSeconds(),
      job: path,
      input: settings.input,
      ...scheduleClock(rendered),
    };
    return new NetlifyFunction(this, 'Function', {
      ...settings,
      name: physicalName(path, { most: 60, hashed: path }),
      adapter: adapterReference({ name: 'schedule', export: 'schedule', options }),
      purpose: `Runs ${scheduleText(settings)}`,
      trigger: () => ({ schedule: rendered.expression }),
      overrides: settings.overrides.function,
    });
  }

  private record(settings: Settings): void {
    const fn = this.function;
    recordConstruct(
      this,
      {
        kind: 'ScheduledJob',
        provider: 'netlify',
        functions: fn ? [fn.model] : [],
        triggers: fn ? [{ kind: 'schedule', on: scheduleText(settings), function: fn.node.path }] : [],
        bindings: fn ? bindingModels(settings.bindings, fn.node.path) : [],
        limits: { timeoutSeconds: settings.timeout.toSeconds() },
      },
      settings,
    );
  }
}
