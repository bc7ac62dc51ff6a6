import { type Duration, formatDuration, seconds } from '../duration';
import type { Problems } from '../errors';
import { isSafeJson, stringifyJson } from '../runtime/json-text';
import { parseSchedule, type Schedule } from '../schedule/schedule';
import { interval } from '../schedule/schedule-runs';
import type { ScheduledJobProps } from './scheduled-job';

const SPREAD_FROM = 3600;
const MAX_SPREAD = 900;

/** Parses the schedule and checks the props of a `ScheduledJob` that are the same on every provider. */
export function checkScheduledJob(problems: Problems, props: ScheduledJobProps): Schedule | undefined {
  const schedule = problems.parse('schedule', props.schedule, () =>
    parseSchedule(props.schedule, { timeZone: props.timeZone }),
  );
  checkTimes(problems, props);
  checkInput(problems, props.input);
  if (schedule !== undefined && props.flexibleWindow !== undefined) {
    checkWindow(problems, schedule, props.flexibleWindow.toSeconds());
  }
  return schedule;
}

/** Window in which a run starts: the given one, else a tenth of the interval for rates of an hour or more. */
export function flexibleWindow(schedule: Schedule, given: Duration | undefined): Duration | undefined {
  if (given !== undefined) return given.toSeconds() === 0 ? undefined : given;
  if (schedule.kind !== 'rate' || schedule.seconds < SPREAD_FROM) return undefined;
  const tenth = Math.floor(schedule.seconds / 10 / 60) * 60;
  return seconds(Math.min(tenth, MAX_SPREAD));
}

function checkWindow(problems: Problems, schedule: Schedule, window: number): void {
  problems.require(window % 60 === 0 && window >= 0 && window <= 86_400, {
    code: 'SCHED_WINDOW',
    prop: 'flexibleWindow',
    value: `${window} s`,
    rule: 'is not a whole number of minutes up to a day',
    fix: 'give whole minutes, such as minutes(10)',
  });
  const gap = interval(schedule);
  problems.require(gap === undefined || window < gap, {
    code: 'SCHED_WINDOW',
    prop: 'flexibleWindow',
    value: `${window} s`,
    rule: `is not shorter than the ${formatDuration(seconds(gap ?? 0))} between runs, so the order of runs would be undefined`,
    fix: 'give a shorter window',
  });
}

function checkTimes(problems: Problems, { start, end }: ScheduledJobProps): void {
  problems.require(start === undefined || end === undefined || start < end, {
    code: 'SCHED_RANGE',
    prop: 'end',
    value: end?.toISOString(),
    rule: `is not after the start, ${start?.toISOString()}`,
    fix: 'give a later end',
  });
  problems.require(end === undefined || end > new Date(), {
    code: 'SCHED_PAST',
    prop: 'end',
    value: end?.toISOString(),
    rule: 'is in the past, so the job would never run',
    fix: 'give a later end, or remove the job',
  });
}

function checkInput(problems: Problems, input: unknown): void {
  if (input === undefined) return;
  const problem = problemOf(input);
  problems.require(problem === undefined, {
    code: 'SCHED_INPUT',
    prop: 'input',
    rule: problem ?? '',
    fix: 'give a small JSON value, write large numbers as text, and keep large data in an object',
  });
}

/** Reason why a run would not receive the input as given; undefined if it would. */
function problemOf(input: unknown): string | undefined {
  try {
    const text = stringifyJson(input);
    // Throws for a bigint, which JSON cannot express.
    const bytes = Buffer.byteLength(JSON.stringify(input));
    if (bytes > 200_000) return `has ${bytes} bytes as JSON, over the 200,000 that every provider accepts`;
    return isSafeJson(text) ? undefined : 'has a number with more digits than JSON keeps in JavaScript';
  } catch (error) {
    return `cannot be written as JSON: ${(error as Error).message}`;
  }
}
