import type { AppModel, ConstructModel } from '../app-model/model';
import { parseDuration } from '../duration';
import type { ProviderName } from '../runtime/types';
import type { Support, Unsupported } from '../support';
import { refusalOf } from '../support/check';
import { isWithin, limitRule } from '../support/limits/check';
import { chosenProps } from './chosen-props';
import { type Finding, lost, noteOf, outcome, rowOf, wholeOf } from './finding';
import { lostBindings } from './lost-bindings';
import { changedDefaults } from './moved-defaults';
import { lostNodeModules } from './node-imports';

/** Findings about a construct that moves to another provider. */
export function findingsOf(construct: ConstructModel, model: AppModel, to: ProviderName): Finding[] {
  const whole = wholeOf(construct, to);
  if (whole.outcome === 'is lost') return [whole];
  const own = [whole, ...chosenProps(construct).flatMap((prop) => propOf(construct, prop, to))];
  if (construct.provider === to) return own;
  const losses = [...lostBindings(construct, model, to), ...lostNodeModules(construct, to)];
  return [...own, ...changedDefaults(construct, to), ...losses, ...alarmsOf(construct, to)];
}

function propOf(construct: ConstructModel, prop: string, to: ProviderName): Finding[] {
  const value = construct.props[prop];
  const there = rowOf(construct, prop, to);
  if (there === undefined || isEmpty(value)) return [];
  if (prop === 'overrides' && construct.provider !== to) return [{ prop, ...lostOverrides(construct, value, to) }];
  const refused = refusalOf(there, value) ?? outsideLimits(there, value);
  if (refused !== undefined) return [{ prop, ...lost(refused) }];
  if (typeof there === 'object' && 'unsupported' in there) return [{ prop, outcome: 'carries over' }];
  return [{ prop, ...outcome(rowOf(construct, prop, construct.provider), there) }];
}

/** Refusal of a number or a duration that is outside the limits of the other provider. */
function outsideLimits(row: Support, value: unknown): Unsupported | undefined {
  if (typeof row !== 'object' || !('limits' in row) || row.limits === undefined || 'names' in row.limits)
    return undefined;
  const number = typeof value === 'string' ? parseDuration(value) : value;
  if (typeof number !== 'number' || isWithin(number, row.limits)) return undefined;
  const { fix = 'give a value in that range' } = row.limits;
  return { unsupported: `${value} ${limitRule(row.limits)}`, nearest: fix };
}

/** Overrides name settings of one provider's resources, such as a VPC or layers. */
function lostOverrides({ provider }: ConstructModel, value: unknown, to: ProviderName): Finding {
  const note = `${paths(value).join(', ')}: settings of resources on ${provider}`;
  return { outcome: 'is lost', note, nearest: `write overrides for the resources on ${to}` };
}

function paths(value: unknown): string[] {
  return Object.entries(value as object).flatMap(([resource, settings]) =>
    typeof settings === 'object' && settings !== null
      ? Object.keys(settings).map((setting) => `${resource}.${setting}`)
      : [resource],
  );
}

/** Alarms that exist because the stack or the app has an alarm topic. */
function alarmsOf(construct: ConstructModel, to: ProviderName): Finding[] {
  const prop = 'alarms';
  if (chosenProps(construct).includes(prop)) return [];
  if (!construct.resources.some(({ type }) => /alarm|alert/i.test(type))) return [];
  const there = rowOf(construct, prop, to);
  if (there === undefined) return [];
  if (typeof there === 'object' && 'unsupported' in there) return [{ prop, ...lost(there) }];
  return [{ prop, outcome: 'changes', note: `name a topic of ${to} with alarmsTo${suffix(there)}` }];
}

const suffix = (row: Support) => (noteOf(row) === undefined ? '' : `: ${noteOf(row)}`);
function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
