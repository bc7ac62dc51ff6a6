import type { Construct } from 'constructs';
import { guardLoops } from '../loops';
import { type RecordedModel, record } from '../model';
import { recordedProps } from '../recorded-props';

/** Records a construct in the app model, and sees to it that the model is checked for loops. */
export function recordConstruct(
  construct: Construct,
  model: Omit<RecordedModel, 'path' | 'props'>,
  props: object,
): void {
  // Nothing is known only at deployment here: there are no tokens.
  const plain = recordedProps(props, () => false);
  record(construct, { ...model, path: construct.node.path, props: plain });
  guardLoops(construct);
}
