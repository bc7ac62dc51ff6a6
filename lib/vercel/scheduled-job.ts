import { Construct } from 'constructs';
import { checkJob, jobFunction, recordJob } from '../build-output/timed-function';
import { readProps } from '../constructs/read-props';
import type { ScheduledJobProps as PortableProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { physicalName } from '../physical-name';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import { VercelFunction } from './function/function';
import { vercelRules } from './prop-rules';
import { vercelScheduleExpression } from './schedules/schedule-expression';
import { adapterReference } from './shipped';
import { type Cron, VercelApp } from './stack/app';
import type { VercelTypes } from './types';

/** Props of `ScheduledJob` on Vercel. */
export type ScheduledJobProps = PortableProps<VercelTypes>;
type Settings = Resolved<'ScheduledJob', ScheduledJobProps>;

/** Prefix of paths that only Vercel calls. */
const RESERVED = '_tw';

/**
 * A Vercel Function that a cron job calls, only in production deployments. Its path is public: set `CRON_SECRET` in the project,
 * without which the function rejects every request. A failed run is not retried.
 *
 * @example
 * new ScheduledJob(app, 'Report', { entry: 'src/report.ts', schedule: 'every day at 03:00', timeZone: 'Europe/Oslo' });
 * @see https://vercel.com/docs/cron-jobs
 */
export class ScheduledJob extends Construct {
  /** Runs the handler. */
  readonly function: VercelFunction;
  /** Triggers the function; undefined with `enabled: false`. */
  readonly cron?: Cron;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const settings = readProps(this, 'ScheduledJob', props, vercelRules);
    const app = VercelApp.of(this);
    const rendered = checkJob(this, vercelRules, vercelScheduleExpression, { settings, given: props });

    this.function = this.createFunction(settings, rendered);
    if (settings.enabled) {
      this.cron = { path: `/${this.function.name}`, schedule: rendered.expression };
      app.addCron(this.cron);
      app.claimVariable('CRON_SECRET', 'the cron jobs');
    }
    recordJob(this, vercelRules, settings);
  }

  private createFunction(settings: Settings, rendered: ProviderSchedule): VercelFunction {
    const { path } = this.node;
    const { adapter, purpose } = jobFunction(this, settings, rendered);
    return new VercelFunction(this, 'Function', {
      ...settings,
      name: `${RESERVED}/${physicalName(path, { most: 60, hashed: path })}`,
      adapter: adapterReference(adapter),
      purpose,
      overrides: settings.overrides.function,
    });
  }
}
