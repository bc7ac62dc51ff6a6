import type { AppliedResource } from '../proof';
import type { Values } from '../provider/wire';
import { ALARM_RULES } from './alarms';
import { AZURE_RULES } from './azure';
import { CLOUDFLARE_RULES } from './cloudflare';
import { brokenFiles } from './files';
import { GOOGLE_RULES } from './google';
import type { Rule } from './types';
import { doubles } from './unique';

export const RULES: readonly Rule[] = [...GOOGLE_RULES, ...AZURE_RULES, ...CLOUDFLARE_RULES, ...ALARM_RULES];

/** Returns values that the provider or its cloud would reject. `folder` is where the stack was applied. */
export function brokenRules(applied: readonly AppliedResource[], folder: string): string[] {
  return [
    ...applied.flatMap((resource) => [...brokenValues(resource), ...brokenFiles(resource, folder)]),
    ...doubles(applied),
  ];
}

function brokenValues({ type, address, config }: AppliedResource): string[] {
  return rulesOf(type, config).flatMap(({ attribute, constraint, source }) =>
    valuesAt(config, attribute.split('.'))
      .filter((value) => !constraint.holds(value))
      .map((value) => `${address}: ${attribute} is ${JSON.stringify(value)}, it must ${constraint.text} (${source})`),
  );
}

function rulesOf(type: string, config: Values): Rule[] {
  return RULES.filter(
    (rule) => isOf(rule.type, type) && (rule.where === undefined || config[rule.where] !== undefined),
  );
}

function isOf(pattern: string, type: string): boolean {
  const [start, end] = pattern.split('*');
  return end === undefined ? pattern === type : type.startsWith(start!) && type.endsWith(end);
}

// Blocks are lists, and so are the values of some attributes.
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => valuesAt(each, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return [value];
  return typeof value === 'object' ? valuesAt((value as Record<string, unknown>)[name], rest) : [];
}
