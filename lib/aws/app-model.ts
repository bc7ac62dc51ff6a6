import { attachCustomSynthesis, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { guardLoops } from '../loops';
import { type RecordedModel, record } from '../model';
import { watchSynthesis, writeModel } from '../model-file';
import { recordedProps } from '../recorded-props';
import { physicalId } from './physical-id';

const written = new WeakSet<IConstruct>();

// The CDK CLI names the folder, also for an app that fails before its first construct.
if (process.env.CDK_OUTDIR) watchSynthesis(process.env.CDK_OUTDIR);

/** Records a construct in the app model, and sees to it that the model is checked, and written beside the output. */
export function recordConstruct(
  construct: Construct,
  model: Omit<RecordedModel, 'provider' | 'path' | 'props'>,
  props: object,
): void {
  const { root, path } = construct.node;
  record(construct, { ...model, provider: 'aws', path, props: recordedProps(props, Token.isUnresolved) });
  guardLoops(construct, physicalId);
  if (written.has(root) || !Stage.isStage(root)) return;
  written.add(root);
  watchSynthesis(root.outdir);
  // At the root: CDK Pipelines synthesizes each stage when it is added, before there is the next.
  attachCustomSynthesis(root, { onSynthesize: () => writeModel(root, root.outdir) });
}
