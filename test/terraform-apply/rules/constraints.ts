import type { Constraint } from './types';

/** Text of this form. */
export function match(pattern: RegExp): Constraint {
  return { text: `match ${pattern}`, holds: (value) => typeof value === 'string' && pattern.test(value) };
}

/** Number from `low` to `high`, both included. */
export function lieBetween(low: number, high: number): Constraint {
  const holds = (value: unknown) => typeof value === 'number' && value >= low && value <= high;
  return { text: `lie between ${low} and ${high}`, holds };
}

/** One of these values, or a list of them. */
export function beOneOf(...values: readonly string[]): Constraint {
  return { text: `be one of ${values.join(', ')}`, holds: (value) => values.includes(String(value)) };
}

/** Text with a number of seconds, such as `600s` or `0.5s`. */
export function lastBetween(low: number, high: number): Constraint {
  const holds = (value: unknown) => {
    const seconds = /^(\d+(?:\.\d{1,9})?)s$/.exec(String(value))?.[1];
    return seconds !== undefined && Number(seconds) >= low && Number(seconds) <= high;
  };
  return { text: `be a duration from ${low}s to ${high}s`, holds };
}

/** Text with a number of seconds, in whole steps. */
export function beMultipleOf(step: number): Constraint {
  const holds = (value: unknown) => Number(/^(\d+)s$/.exec(String(value))?.[1]) % step === 0;
  return { text: `be a multiple of ${step}s`, holds };
}

/** All of these constraints. */
export function both(...constraints: readonly Constraint[]): Constraint {
  const text = constraints.map((each) => each.text).join(' and ');
  return { text, holds: (value) => constraints.every(({ holds }) => holds(value)) };
}
