import * as granted from '../../constructs/bindings/bound-resource';
import * as checks from '../../constructs/bindings/checks';
import type { Problems } from '../../errors';
import { azureFunction } from '../../support/limits/azure';
import { clientReference } from '../shipped';
import { boundResource, type Grantee } from './bound';

const rules: checks.BindingRules = {
  name: /^[A-Za-z]\w*$/,
  kept: { names: azureFunction.environment.kept, by: 'Azure Functions' },
  targets: 'a Bucket, a Table, a Queue, a Secret, a PlainFunction or an ApiFunction of tradewind/azure',
  resourceOf: boundResource,
};

/** Checks the bindings of a function. */
export function checkBindings(problems: Problems, bindings: granted.Bindings, environment?: object): void {
  checks.checkBindings(problems, { bindings, environment }, rules);
}

/** Parts that bindings add to a function. */
export type BoundParts = granted.BoundParts<Grantee>;

/** Resolves the bindings of a function, which were checked before. */
export function resolveBindings(bindings: granted.Bindings): BoundParts {
  return granted.resolveGranted(clientReference, bindings, boundResource);
}
