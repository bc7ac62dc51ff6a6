import { LocalJob } from '../schedules/local-job';
import type { FunctionBehaviour } from './behaviour';

/** A function that runs by the clock. */
export const scheduledJob: FunctionBehaviour = {
  oneAtATime: false,
  adapter: () => ({ name: 'schedule', export: 'schedule' }),
  connect(construct, fn, parts) {
    const job = new LocalJob(construct, fn, parts);
    parts.jobs.set(construct.path, job);
    job.start();
  },
};
