import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { attachCustomSynthesis, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { guardLoops } from '../loops';
import { describe, type RecordedModel, record } from '../model';
import { recordedProps } from '../recorded-props';
import { physicalId } from './physical-id';

const written = new WeakSet<IConstruct>();

/** Records a construct in the app model, and sees to it that the model is checked, and written beside the output. */
export function recordConstruct(
  construct: Construct,
  model: Omit<RecordedModel, 'provider' | 'path' | 'props'>,
  props: object,
): void {
  const { root, path } = construct.node;
  record(construct, { ...model, provider: 'aws', path, props: recordedProps(props, Token.isUnresolved) });
  guardLoops(construct, physicalId);
  if (written.has(root)) return;
  written.add(root);
  attachCustomSynthesis(construct, { onSynthesize: () => writeModel(root) });
}

function writeModel(root: IConstruct): void {
  if (!Stage.isStage(root)) return;
  writeFileSync(path.join(root.outdir, 'tradewind.json'), `${JSON.stringify(describe(root), undefined, 2)}\n`);
}
