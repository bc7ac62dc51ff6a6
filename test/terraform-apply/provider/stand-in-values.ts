import { createHash } from 'node:crypto';
import type { Block, CtyType, NestedBlock } from '../schema/types';
import { isUnknown, unknown, type Values } from './wire';

/** Marks every attribute that the provider would set as known after apply. */
export function leaveOpen(block: Block, values: Values): Values {
  return fill(block, values, () => unknown());
}

/**
 * Sets a value for every attribute that the provider would set. It depends only on the configuration: a data source
 * returns the same at each read.
 */
export function makeUp(type: string, block: Block, values: Values, config: Values): Values {
  const seed = createHash('sha256')
    .update(`${type} ${JSON.stringify(config)}`)
    .digest('hex')
    .slice(0, 8);
  return fill(block, values, (name, attribute) => standIn(attribute, name, seed));
}

type Filling = (name: string, type: CtyType) => unknown;

function fill(block: Block, values: Values, filling: Filling): Values {
  const filled = { ...values };
  for (const { name, type, presence } of block.attributes) {
    const open = filled[name] === null || filled[name] === undefined || isUnknown(filled[name]);
    if (presence !== 'required' && open) filled[name] = filling(name, type);
  }
  for (const nested of block.blocks) filled[nested.name] = fillNested(nested, filled[nested.name], filling);
  return filled;
}

function fillNested({ nesting, block }: NestedBlock, value: unknown, filling: Filling): unknown {
  if (value === null || value === undefined || isUnknown(value)) return value;
  if (nesting === 'SINGLE') return fill(block, value as Values, filling);
  if (Array.isArray(value)) return value.map((each) => fill(block, each as Values, filling));
  const entries = Object.entries(value).map(([key, each]) => [key, fill(block, each as Values, filling)]);
  return Object.fromEntries(entries);
}

function standIn(type: CtyType, name: string, seed: string): unknown {
  if (type === 'string') return standInText(name, seed);
  if (type === 'number') return 1;
  if (type === 'bool') return false;
  if (type === 'dynamic') return null;
  const [kind, inner] = type;
  if (kind === 'map') return {};
  // One element, so that the first can be referred to.
  if (kind !== 'object') return [standIn(inner as CtyType, name, seed)];
  const members = Object.entries(inner as Readonly<Record<string, CtyType>>);
  return Object.fromEntries(members.map(([member, each]) => [member, standIn(each, member, seed)]));
}

// In the right format where the name shows it, since other attributes are made from them.
function standInText(name: string, seed: string): string {
  if (/(^|_)(uri|url|endpoint)$/.test(name)) return `https://${seed}.stand-in.invalid/`;
  if (/(^|_)email$/.test(name)) return `${seed}@stand-in.invalid`;
  return `${name.replaceAll('_', '-')}-${seed}`;
}
