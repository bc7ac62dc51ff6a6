import type { Problem } from '../errors';
import type { ProviderName } from '../runtime/types';

/** Objects of a provider that a prop accepts. */
export type ProviderObject = 'api' | 'topic' | 'certificate' | 'zone' | 'bucket' | 'table' | 'queue';

/** Test by which a provider recognizes an object that a prop accepts. */
export interface ObjectRule {
  /** The object in words, such as `an HTTP API of API Gateway`. */
  readonly wanted: string;
  accepts(value: unknown): boolean;
}

/** Context of the shape of a prop. */
export interface ShapeContext {
  readonly provider: ProviderName;
  /** Recognizes a value that the provider's library has encoded because it is known only at deployment. */
  isToken(value: unknown): boolean;
  readonly objects: Readonly<Partial<Record<ProviderObject, ObjectRule>>>;
}

/** Lists what is wrong with the shape of a value: its type, and for nested values that of each member. */
export type Shape = (value: unknown, prop: string, context: ShapeContext) => Problem[];

/** Shape of a required prop. */
export interface RequiredShape extends Shape {
  /** Refusal of a missing prop. */
  readonly missing: Omit<Problem, 'prop'>;
}

/** Description of a single value, and the test for it. */
interface Leaf {
  /** Description of the value, which follows `is not`. */
  readonly wanted: string;
  readonly fix: string;
  readonly matches: (value: unknown) => boolean;
  /** Providers that accept a value known only at deployment. */
  readonly deployTime?: readonly ProviderName[];
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);

/** Numbers below this are encoded tokens, also after arithmetic: the libraries encode them near -1.9e289. */
const MIN_NUMBER = -1e200;

/** Recognizes a number that encodes a value known only at deployment. */
export function isEncodedNumber(value: unknown): boolean {
  return typeof value === 'number' && value < MIN_NUMBER && Number.isFinite(value);
}

/** A value without members. */
export function leaf({ wanted, fix, matches, deployTime = [] }: Leaf): Shape {
  return (value, prop, { provider, isToken }) => {
    if (isToken(value) || isEncodedNumber(value)) return deployTime.includes(provider) ? [] : [atDeployment(prop)];
    return matches(value) ? [] : [wrong(prop, value, wanted, fix)];
  };
}

/** Text. */
export const text = (example: string, deployTime?: readonly ProviderName[]): Shape =>
  leaf({ wanted: 'text', fix: `give text, such as ${example}`, matches: isText, deployTime });

/** A number. Its range is for the construct to check. */
export const number = (example: number, deployTime?: readonly ProviderName[]): Shape =>
  leaf({ wanted: 'a number', fix: `give a number, such as ${example}`, matches: isNumber, deployTime });

/** `true` or `false`. */
export const flag: Shape = leaf({
  wanted: 'true or false',
  fix: 'give true or false',
  matches: (value) => typeof value === 'boolean',
});

/** One of a few values. */
export const choice = (...values: readonly (string | number)[]): Shape => {
  const wanted = `one of ${values.map(written).join(', ')}`;
  return leaf({ wanted, fix: `give ${wanted}`, matches: (value) => values.includes(value as never) });
};

/** A length of time. Everything that is computed from it is computed at synthesis. */
export const duration =
  (example: string): Shape =>
  (value, prop) => {
    if (!isDuration(value)) return [wrong(prop, value, 'a duration', `give a duration, such as ${example}`)];
    const seconds = secondsOf(value);
    if (seconds === 'unknown') return [atDeployment(prop)];
    const fix = `give whole seconds, such as ${example}`;
    return seconds === 'fraction' ? [wrong(prop, value, 'a whole number of seconds', fix)] : [];
  };

/** A point in time. */
export const date: Shape = leaf({
  wanted: 'a valid Date',
  fix: "give one, such as new Date('2027-01-01T09:00:00Z')",
  matches: (value) => isDate(value) && !Number.isNaN(value.getTime()),
});

/** An object with any members. */
export const object: Shape = leaf({
  wanted: 'an object',
  fix: 'give an object, or omit the prop',
  matches: (value) => isPlain(value) && !isDuration(value),
});

/** Any value that JSON can hold. Tokens in it are resolved by the providers in `deployTime`. */
export const json =
  (deployTime: readonly ProviderName[]): Shape =>
  (value, prop, { provider, isToken }) => {
    if (deployTime.includes(provider)) return [];
    let found = false;
    const look = (_: string, member: unknown) => {
      found ||= isToken(member) || isEncodedNumber(member);
      return member;
    };
    try {
      JSON.stringify(value, look);
    } catch {
      // The construct refuses what is not JSON.
    }
    return found ? [atDeployment(prop)] : [];
  };

/** A list whose items have one shape. */
export const list =
  (of: Shape, example: string, deployTime: readonly ProviderName[] = []): Shape =>
  (value, prop, context) => {
    if (!Array.isArray(value)) return [wrong(prop, value, 'a list', `give a list, such as ${example}`)];
    if (context.isToken(value) && !deployTime.includes(context.provider)) return [atDeployment(prop)];
    return value.flatMap((item, index) => of(item, `${prop}[${index}]`, context));
  };

/** An object with names that users choose, whose members have one shape. */
export const map =
  (of: Shape, example: string): Shape =>
  (value, prop, context) => {
    if (!isPlain(value)) return [wrong(prop, value, 'an object', `give an object, such as ${example}`)];
    return Object.entries(value).flatMap(([name, member]) =>
      member === undefined ? [] : of(member, `${prop}.${name}`, context),
    );
  };

/** An object of known members. */
export const members =
  (shapes: Readonly<Record<string, Shape>>, example: string): Shape =>
  (value, prop, context) => {
    if (!isPlain(value)) return [wrong(prop, value, 'an object', `give an object, such as ${example}`)];
    return inspectMembers(value, shapes, (name) => `${prop}.${name}`, context);
  };

/** The first shape whose test the value passes; otherwise a refusal with `wanted` and `fix`. */
export const either =
  (options: readonly (readonly [(value: unknown) => boolean, Shape])[], wanted: string, fix: string): Shape =>
  (value, prop, context) => {
    const option = options.find(([fits]) => fits(value));
    return option === undefined ? [wrong(prop, value, wanted, fix)] : option[1](value, prop, context);
  };

/** An object of the provider. A frequent mistake is an object that has it as a member, which the fix then names. */
export const provided =
  (kind: ProviderObject): Shape =>
  (value, prop, { objects }) => {
    const rule = objects[kind];
    if (rule === undefined || rule.accepts(value)) return [];
    const member = isObject(value) ? memberOf(value, rule) : undefined;
    const fix = member === undefined ? `give ${rule.wanted}` : `give its member \`${member}\``;
    return [wrong(prop, value, rule.wanted, fix)];
  };

/** A required prop. */
export function required(shape: Shape, missing: { rule?: string; fix: string; code?: string }): RequiredShape {
  const { rule = 'is missing', fix, code = 'PROP_MISSING' } = missing;
  return Object.assign((...given: Parameters<Shape>) => shape(...given), { missing: { code, rule, fix } });
}

/** Inspects members by their shapes. Members without a shape are not inspected. */
export function inspectMembers(
  value: object,
  shapes: Readonly<Record<string, Shape>>,
  nameOf: (member: string) => string,
  context: ShapeContext,
): Problem[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) return shape(member, nameOf(name), context);
    return 'missing' in shape ? [{ prop: nameOf(name), ...(shape as RequiredShape).missing }] : [];
  });
}

/** An object that is neither a list, nor a date, nor a construct. */
export function isPlain(value: unknown): value is object {
  if (isDuration(value)) return false;
  return isObject(value) && !Array.isArray(value) && !isDate(value) && !('node' in value && isObject(value.node));
}

function isDuration(value: unknown): value is { toSeconds(): number } {
  return isObject(value) && typeof (value as { toSeconds?: unknown }).toSeconds === 'function';
}

/** The seconds of a duration; `unknown` until deployment, `fraction` where its library refuses to convert it. */
function secondsOf(value: { toSeconds(): number; isUnresolved?(): boolean }): number | 'unknown' | 'fraction' {
  try {
    if (value.isUnresolved?.()) return 'unknown';
    const seconds = value.toSeconds();
    return isEncodedNumber(seconds) ? 'unknown' : seconds;
  } catch {
    return 'fraction';
  }
}

function memberOf(value: object, rule: ObjectRule): string | undefined {
  return Object.keys(value).find((name) => rule.accepts((value as Record<string, unknown>)[name]));
}

function atDeployment(prop: string): Problem {
  return {
    code: 'TOKEN',
    prop,
    rule: 'is known only at deployment, and it must be known at synthesis',
    fix: 'write the value out, or take it from the context or an environment variable of the build',
  };
}

function wrong(prop: string, value: unknown, wanted: string, fix: string): Problem {
  const shown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const rule = shown ? `is not ${wanted}` : `is ${kindOf(value)}, not ${wanted}`;
  return { code: 'PROP_TYPE', prop, value: shown ? value : undefined, rule, fix };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (!isObject(value)) return `a ${typeof value}`;
  const path = (value as { node?: { path?: unknown } }).node?.path;
  if (isText(path)) return `the construct ${path}`;
  return isDuration(value) ? 'a duration' : 'an object';
}

function written(value: string | number): string {
  return isText(value) ? `'${value}'` : String(value);
}
