import type { Construct } from 'constructs';
import { guardLoops } from '../app-model/loops';
import { type RecordedModel, record } from '../app-model/model';
import { recordedProps } from '../app-model/recorded-props';
import type { ConstructName } from '../constructs/provider';
import { supportedProps } from '../support/check';
import { Token } from './engine';
import { physicalId } from './physical-id';

/** Records a construct in the app model, and has the model checked for loops. */
export function recordConstruct(
  construct: Construct,
  model: Omit<RecordedModel, 'path' | 'props'>,
  props: object,
): void {
  const known = supportedProps(model.provider, model.kind as ConstructName, props);
  record(construct, { ...model, path: construct.node.path, props: recordedProps(known, Token.isUnresolved) });
  guardLoops(construct, physicalId);
}
