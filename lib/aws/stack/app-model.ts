import { Annotations, AspectPriority, Aspects, attachCustomSynthesis, Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { guardLoops } from '../../app-model/loops';
import { type RecordedModel, record } from '../../app-model/model';
import { watchSynthesis, writeModel } from '../../app-model/model-file';
import { recordedProps } from '../../app-model/recorded-props';
import { removedState } from '../../app-model/removed-state';
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
  const visit = (visited: IConstruct) => visited === root && warnOfRemovedState(root);
  Aspects.of(root).add({ visit }, { priority: AspectPriority.READONLY });
  // At the root: CDK Pipelines synthesizes each stage when it is added, before there is the next.
  attachCustomSynthesis(root, { onSynthesize: () => writeModel(root, root.outdir) });
}

/** Compares with the model of the last synthesis, which is still beside the output. */
function warnOfRemovedState(root: Stage): void {
  const stacks = root.node.findAll().filter(Stack.isStack);
  for (const { path, warning } of removedState(root, root.outdir)) {
    const stack = stacks.find(({ node }) => path.startsWith(`${node.path}/`)) ?? stacks[0];
    if (stack !== undefined) Annotations.of(stack).addWarningV2('tradewind:STATE_REMOVED', warning);
  }
}
