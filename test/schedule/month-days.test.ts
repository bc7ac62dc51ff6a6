import { parseSchedule } from '../../lib/schedule/schedule';
import { nextRuns } from '../../lib/schedule/schedule-runs';

describe('weekdays of a short month', () => {
  test.each(['0 9 * 6 MON', '0 9 * 2 MON', '0 9 * 4,6 MON'])('%s: only on Mondays, and `*` stays `*`', (text) => {
    const schedule = parseSchedule(text, { timeZone: 'UTC' });
    expect(schedule).toMatchObject({ expression: text.replace('MON', '1') });
    const runs = nextRuns(schedule, new Date('2027-01-01T00:00:00Z'), 6);
    expect(runs.map((run) => run.getUTCDay())).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
