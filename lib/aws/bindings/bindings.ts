import * as granted from '../../constructs/bindings/bound-resource';
import * as checks from '../../constructs/bindings/checks';
import type { Problems } from '../../errors';
import { clientReference } from '../shipped';
import type { Grantee } from './bound';
import { boundResource } from './bound-resource';

const rules: checks.BindingRules = {
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  name: /^[A-Za-z][A-Za-z0-9_]+$/,
  named:
    'at least two characters, as Lambda requires of environment variables: a letter, then letters, digits and underscores',
  kept: { names: /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN|TRADEWIND_|NODE_)/, by: 'Lambda' },
  targets: 'a bucket, a table, a queue, a secret, a PlainFunction, or an ApiFunction without streaming',
  resourceOf: boundResource,
};

/** Checks the bindings of a function. */
export function checkBindings(problems: Problems, bindings: granted.Bindings, environment?: object): void {
  checks.checkBindings(problems, { bindings, environment }, rules);
}

/** Parts that bindings add to a function. */
export type BoundParts = granted.BoundParts<Grantee>;

/** Resolves bindings that were checked before. */
export function resolveBindings(bindings: granted.Bindings): BoundParts {
  return granted.resolveGranted(clientReference, bindings, boundResource);
}
