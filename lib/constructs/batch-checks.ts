import type { Duration } from '../duration';
import type { Problems } from '../errors';

/** A prop that is a whole number within a range. */
export interface RangeRule {
  readonly code: string;
  readonly prop: string;
  readonly value: number | undefined;
  readonly least: number;
  readonly most: number;
  /** Reason of the range, which ends the rule: `the range of a queue`. */
  readonly why: string;
}

/** Refuses a number that is not whole, or out of range. */
export function checkRange(problems: Problems, { code, prop, value, least, most, why }: RangeRule): void {
  problems.require(value === undefined || (Number.isInteger(value) && value >= least && value <= most), {
    code,
    prop,
    value,
    rule: `is not a whole number from ${least} to ${most}, ${why}`,
    fix: 'give such a number, or omit the prop',
  });
}

const MAX_WINDOW = 300;

/** Refuses a batch window that is not a whole number of seconds, or too long. */
export function checkBatchWindow(problems: Problems, window: Duration | undefined): void {
  const seconds = window?.toSeconds() ?? 0;
  problems.require(Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_WINDOW, {
    code: 'BATCH_WINDOW',
    prop: 'batchWindow',
    value: window,
    rule: `is not a whole number of seconds up to ${MAX_WINDOW}`,
    fix: 'give such a duration, or omit the prop',
  });
}
