import { Secret as CdkSecret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { SecretClient } from '../../runtime/clients';
import type { Bindable, ClientTypes } from '../../runtime/env-of';
import { type BoundConstruct, type BoundResource, bound } from '../bindings/bound';
import { checkImportedName, type ImportedName } from '../stack/imported-name';
import { boundSecret } from './secret-rights';

const NAME: ImportedName = {
  code: 'SECRET_NAME',
  prop: 'secretName',
  names: /^[\w/+=.@-]{1,512}$/,
  rule: 'is not the name of a secret: 1 to 512 letters, digits or any of / _ + = . @ -',
  fix: 'give only the name, without an ARN',
};

/** A secret that was created elsewhere, in the account and the region of the stack. It is bound like a `Secret`. */
export class ImportedSecret extends Construct implements Bindable<SecretClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** The secret, as the CDK imports it. */
  readonly secret: ISecret;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError when the name is invalid */
  constructor(scope: Construct, id: string, secretName: string) {
    super(scope, id);
    checkImportedName(this.node.path, secretName, NAME);
    this.secret = CdkSecret.fromSecretNameV2(this, 'Secret', secretName);
    this[bound] = boundSecret(this.secret);
  }
}
