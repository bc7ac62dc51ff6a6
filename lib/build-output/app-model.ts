import type { Construct } from 'constructs';
import { guardLoops } from '../app-model/loops';
import { type RecordedModel, record } from '../app-model/model';
import { recordedProps } from '../app-model/recorded-props';
import type { ConstructName } from '../constructs/provider';
import { supportedProps } from '../support/check';

/** Records a construct in the app model, and sees to it that the model is checked for loops. */
export function recordConstruct(
  construct: Construct,
  model: Omit<RecordedModel, 'path' | 'props'>,
  props: object,
): void {
  const known = supportedProps(model.provider, model.kind as ConstructName, props);
  // Nothing is known only at deployment here: there are no tokens.
  const plain = recordedProps(known, () => false);
  record(construct, { ...model, path: construct.node.path, props: plain });
  guardLoops(construct);
}
