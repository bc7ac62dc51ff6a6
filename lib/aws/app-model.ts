import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { attachCustomSynthesis, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { formatDuration } from '../duration';
import { type ConstructModel, describe, record } from '../model';
import { entryInModel } from './shipped';

const written = new WeakSet<IConstruct>();

/** Records a construct in the app model, and sees to it that the model is written beside the output. */
export function recordConstruct(
  construct: Construct,
  model: Omit<ConstructModel, 'provider' | 'path' | 'props'>,
  props: object,
): void {
  const plain = toPlain(nameEntries(props)) as Record<string, unknown>;
  record(construct, { ...model, provider: 'aws', path: construct.node.path, props: plain });
  const { root } = construct.node;
  if (written.has(root)) return;
  written.add(root);
  attachCustomSynthesis(construct, { onSynthesize: () => writeModel(root) });
}

function writeModel(root: IConstruct): void {
  if (!Stage.isStage(root)) return;
  writeFileSync(path.join(root.outdir, 'tradewind.json'), `${JSON.stringify(describe(root), undefined, 2)}\n`);
}

/** Props that are files, as the model names them. */
function nameEntries(props: object): object {
  const { entry, transform } = props as { entry?: string; transform?: string };
  return { ...props, entry: entry && entryInModel(entry), transform: transform && entryInModel(transform) };
}

/** JSON without what is only known at deployment: tokens become `<token>`, constructs their path. */
function toPlain(value: unknown): unknown {
  if (Token.isUnresolved(value)) return '<token>';
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'function' || value instanceof RegExp) return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if ('node' in value) return `<${(value as IConstruct).node.path}>`;
  if ('toSeconds' in value) return formatDuration(value as { toSeconds(): number });
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, toPlain(member)]])),
  );
}
