import type { Construct } from 'constructs';
import { type GivenModel, recordConstructModel } from '../app-model/record-construct';
import { Token } from './engine';
import { physicalId } from './physical-id';

/** Records a construct in the app model, and checks the model for loops. */
export function recordConstruct(construct: Construct, model: GivenModel, props: object): void {
  recordConstructModel(construct, model, props, { isToken: Token.isUnresolved, physicalId });
}
