import type { IConstruct } from 'constructs';
import { formatDuration } from '../duration';
import { entryInModel } from '../shipped';

/**
 * Converts props for the app model: JSON, without values known only at deployment. Tokens become `<token>`, constructs
 * their path, entries paths from the working directory, values of `environment` and `input` `<hidden>`. `isToken` is
 * the provider library's.
 */
export function recordedProps(props: object, isToken: (value: unknown) => boolean): Readonly<Record<string, unknown>> {
  return toPlain(nameEntries(props), isToken) as Record<string, unknown>;
}

/** Props that may hold secrets, wherever they occur: names are kept, and values are not. */
const HIDDEN = new Set(['environment', 'environmentVariables', 'input']);

function hide(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return '<hidden>';
  return Object.fromEntries(Object.keys(value).map((name) => [name, '<hidden>']));
}

function nameEntries(props: object): object {
  const { entry, transform } = props as { entry?: string; transform?: string };
  return { ...props, entry: entry && entryInModel(entry), transform: transform && entryInModel(transform) };
}

function toPlain(value: unknown, isToken: (value: unknown) => boolean): unknown {
  if (isToken(value)) return '<token>';
  if (Array.isArray(value)) return value.map((member) => toPlain(member, isToken));
  if (typeof value === 'function' || value instanceof RegExp) return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if ('node' in value) return `<${(value as IConstruct).node.path}>`;
  if ('toSeconds' in value) return formatDuration(value as { toSeconds(): number });
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([key, member]) => [key, toPlain(HIDDEN.has(key) ? hide(member) : member, isToken)]),
  );
}
