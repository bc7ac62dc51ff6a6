import { Construct } from 'constructs';
import { checkJob, jobFunction, recordJob } from '../build-output/timed-function';
import { readProps } from '../constructs/read-props';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { physicalName } from '../physical-name';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import { NetlifyFunction } from './function/function';
import { netlifyRules } from './prop-rules';
import { netlifyScheduleExpression } from './schedules/schedule-expression';
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
    const rendered = checkJob(this, netlifyRules, netlifyScheduleExpression, { settings, given: props });

    if (settings.enabled) this.function = this.createFunction(settings, rendered);
    recordJob(this, netlifyRules, settings);
  }

  private createFunction(settings: Settings, rendered: ProviderSchedule): NetlifyFunction {
    const { path } = this.node;
    const { adapter, purpose } = jobFunction(this, settings, rendered);
    return new NetlifyFunction(this, 'Function', {
      ...settings,
      name: physicalName(path, { most: 60, hashed: path }),
      adapter: adapterReference(adapter),
      purpose,
      trigger: () => ({ schedule: rendered.expression }),
      overrides: settings.overrides.function,
    });
  }
}
