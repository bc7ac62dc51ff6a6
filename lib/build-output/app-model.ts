import type { Construct } from 'constructs';
import { type GivenModel, recordConstructModel } from '../app-model/record-construct';

/**
 * Records a construct in the app model, and checks the model for loops. Every value is known at synthesis: there are no
 * tokens.
 */
export function recordConstruct(construct: Construct, model: GivenModel, props: object): void {
  recordConstructModel(construct, model, props, { isToken: () => false });
}
