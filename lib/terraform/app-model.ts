import type { Construct } from 'constructs';
import { guardLoops } from '../loops';
import { type RecordedModel, record } from '../model';
import { recordedProps } from '../recorded-props';
import { Token } from './engine';
import { physicalId } from './physical-id';

/** Records a construct in the app model, and sees to it that the model is checked for loops. */
export function recordConstruct(
  construct: Construct,
  model: Omit<RecordedModel, 'path' | 'props'>,
  props: object,
): void {
  record(construct, { ...model, path: construct.node.path, props: recordedProps(props, Token.isUnresolved) });
  guardLoops(construct, physicalId);
}
