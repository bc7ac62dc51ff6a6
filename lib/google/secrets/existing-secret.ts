import type { Construct } from 'constructs';
import type { SecretClient } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { GoogleStack } from '../stack/stack';
import type { ISecret } from './secret-interface';
import { grantSecret } from './secret-rights';

/** @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create */
const NAME: NameRule = {
  code: 'SECRET_NAME',
  prop: 'secretName',
  names: /^[\w-]{1,255}$/,
  rule: 'is not the name of a secret: 1 to 255 letters, digits, dashes and underscores',
  fix: 'give only the name, without projects/…/secrets/',
};

/** A secret that was created elsewhere, in the project of the stack. */
export class ExistingSecret extends ExistingState implements ISecret {
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, secretName: string) {
    super(scope, id, 'secret', [[secretName, NAME]]);
    this[bound] = {
      kind: 'secret',
      allowed: ['read', 'readwrite'],
      path: this.node.path,
      value: `projects/${GoogleStack.of(this).project}/secrets/${secretName}`,
      grant: (grantee) => grantSecret(secretName, grantee),
    };
  }
}
