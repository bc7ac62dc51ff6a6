import { isEncodedNumber } from '../../constructs/shape';
import type { Problem, Problems } from '../../errors';
import type { Limits, NameLimits, NumberLimits, SizeLimits } from './types';

/** Records each part of a value that is outside the limits of its prop. Values known only at deployment are not checked. */
export function checkLimits(problems: Problems, prop: string, value: unknown, limits: Limits): void {
  if ('names' in limits) {
    for (const name of Object.keys(value as object)) {
      problems.require(isName(name, limits), {
        code: limits.code,
        prop: `${prop}.${name}`,
        rule: limits.rule,
        fix: limits.fix,
      });
    }
    return;
  }
  if (!isWithin(value, limits)) problems.add(rangeProblem(prop, value, limits));
}

/** Reports whether a name is accepted, and not one that the provider or tradewind sets. */
export function isName(name: string, { names, kept }: NameLimits): boolean {
  return names.test(name) && kept?.test(name) !== true;
}

/** Reports whether a number or a duration is within limits. */
export function isWithin(value: unknown, limits: NumberLimits | SizeLimits): boolean {
  const number = hasSeconds(value) ? value.toSeconds() : Number(value);
  if (isEncodedNumber(number)) return true;
  if ('sizes' in limits) return limits.sizes.includes(number);
  const { least, most = Number.MAX_SAFE_INTEGER } = limits;
  return Number.isInteger(number) && number >= least && number <= most;
}

function rangeProblem(prop: string, value: unknown, limits: NumberLimits | SizeLimits): Problem {
  const { code, fix = `give such a ${hasSeconds(value) ? 'duration' : 'number'}, or omit the prop` } = limits;
  return { code, prop, value, rule: limitRule(limits), fix };
}

/** The rule that a refused number breaks. */
export function limitRule(limits: NumberLimits | SizeLimits): string {
  const { why } = limits;
  return `is not ${describeLimits(limits)}${why === undefined ? '' : `, ${why}`}`;
}

/** The accepted values in words: `a whole number of seconds from 1 to 900`. */
function describeLimits(limits: NumberLimits | SizeLimits): string {
  const { unit } = limits;
  if ('sizes' in limits) return [limits.sizes.join(' or '), unit].filter(Boolean).join(' ');
  const { least, most } = limits;
  const kind = unit === undefined ? 'a whole number' : `a whole number of ${unit}`;
  return most === undefined ? `${kind}, ${least} or more` : `${kind} from ${least} to ${most}`;
}

function hasSeconds(value: unknown): value is { toSeconds(): number } {
  return typeof (value as { toSeconds?: unknown } | null)?.toSeconds === 'function';
}
