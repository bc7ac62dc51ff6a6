import * as path from 'node:path';
import type { Suite } from '../driver';

/** Scheduled runs. */
export const scheduledJob: Suite = {
  declare({ ScheduledJob }, scope) {
    new ScheduledJob(scope, 'Job', {
      entry: path.join(__dirname, '../handlers/job.ts'),
      // In a zone with summer time.
      schedule: 'every day at 03:00',
      timeZone: 'Europe/Oslo',
      input: { days: 7 },
      overlap: 'allow',
    });
  },

  tests({ provider, running, logged, expectLogged }) {
    describe('ScheduledJob', () => {
      test('runs in the local time of its zone, with its input', async () => {
        // Three in the morning in Oslo, in summer and in winter.
        for (const time of ['2026-07-01T01:00:00.000Z', '2026-12-01T02:00:00.000Z']) {
          expect(await running().schedule!('Job', time)).toEqual({ failed: false });
          await expectLogged({
            message: 'ran',
            due: time,
            type: 'schedule.run',
            data: { days: 7 },
            provider: provider,
          });
        }
      });

      test('has an id that is the same for the same run', async () => {
        const ids = logged().flatMap(({ message, id }) => (message === 'ran' ? [id] : []));
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
      });

      test('is reported as failed', async () => {
        expect(await running().schedule!('Job', '2026-12-24T02:00:00.000Z')).toEqual({ failed: true });
      });
    });
  },
};
