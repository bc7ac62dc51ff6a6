import { wallTime } from '../runtime/wall-time';

/** Clock changes of a zone, from 2026 on. */
export interface ZoneClock {
  /**
   * Every offset from UTC that the zone will have, in minutes, east of Greenwich positive: one if its clocks never
   * change.
   */
  readonly offsets: readonly number[];
  /** Minutes of the day that a clock change skips or repeats on some day. */
  readonly changed: ReadonlySet<number>;
}

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;
// A fixed beginning, so that the output of a build does not depend on its day; to the end of the dates that the IANA
// data base lists one by one, which is Morocco's Ramadan in 2087.
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2088, 0, 1);

const clocks = new Map<string, ZoneClock>();

/** Returns the clock changes of a zone. Cached, because an app has many schedules of one zone. */
export function zoneClock(timeZone: string): ZoneClock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = readClock(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** Checks each week: no zone has a summer time, or a break in it, of less than four. */
function readClock(timeZone: string): ZoneClock {
  const offsets = new Set<number>();
  const changed = new Set<number>();
  let before = offsetAt(FROM, timeZone);
  offsets.add(before);
  for (let week = FROM + WEEK; week < UNTIL; week += WEEK) {
    const after = offsetAt(week, timeZone);
    if (after !== before) {
      addChange(changed, changeBetween(week - WEEK, week, timeZone), before, after);
      offsets.add(after);
    }
    before = after;
  }
  return { offsets: [...offsets].sort((one, other) => one - other), changed };
}

function offsetAt(time: number, timeZone: string): number {
  return (wallTime(new Date(time), timeZone).getTime() - time) / MINUTE;
}

/** Finds the instant, in minutes, at which the offset becomes that of `end`. */
function changeBetween(start: number, end: number, timeZone: string): number {
  const target = offsetAt(end, timeZone);
  let [low, high] = [start / MINUTE, end / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE, timeZone) === target) high = middle;
    else low = middle;
  }
  return high;
}

/** Forward, the clock skips the times between both offsets; back, it shows them twice. */
function addChange(changed: Set<number>, instant: number, before: number, after: number): void {
  for (let wall = instant + Math.min(before, after); wall < instant + Math.max(before, after); wall++) {
    changed.add(wall % 1440);
  }
}
