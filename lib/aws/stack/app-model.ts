import { Annotations, AspectPriority, Aspects, attachCustomSynthesis, Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';
import { watchSynthesis, writeModel } from '../../app-model/model-file';
import { type GivenModel, recordConstructModel } from '../../app-model/record-construct';
import { removedState } from '../../app-model/removed-state';
import { physicalId } from './physical-id';

const written = new WeakSet<IConstruct>();

// The CDK CLI sets the folder, also for an app that fails before its first construct.
if (process.env.CDK_OUTDIR) watchSynthesis(process.env.CDK_OUTDIR);

/** Records a construct in the app model, checks the model for loops, and writes it to the output folder. */
export function recordConstruct(construct: Construct, model: GivenModel, props: object): void {
  recordConstructModel(construct, model, props, { isToken: Token.isUnresolved, physicalId });
  writeBesideOutput(construct.node.root);
}

function writeBesideOutput(root: IConstruct): void {
  if (written.has(root) || !Stage.isStage(root)) return;
  written.add(root);
  watchSynthesis(root.outdir);
  const visit = (visited: IConstruct) => visited === root && warnOfRemovedState(root);
  Aspects.of(root).add({ visit }, { priority: AspectPriority.READONLY });
  // At the root, because CDK Pipelines synthesizes each stage when it is added, before the next exists.
  attachCustomSynthesis(root, { onSynthesize: () => writeModel(root, root.outdir) });
}

/** Compares with the model of the last synthesis, which is still in the output folder. */
function warnOfRemovedState(root: Stage): void {
  const stacks = root.node.findAll().filter(Stack.isStack);
  for (const { path, warning } of removedState(root, root.outdir)) {
    const stack = stacks.find(({ node }) => path.startsWith(`${node.path}/`)) ?? stacks[0];
    if (stack !== undefined) Annotations.of(stack).addWarningV2('tradewind:STATE_REMOVED', warning);
  }
}
