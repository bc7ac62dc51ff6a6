import type * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { readProps } from '../constructs/read-props';
import type { SecretProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import type { SecretClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { awsDefaults } from './defaults';
import { awsRules } from './prop-rules';
import { ImportedSecret } from './secrets/imported-secret';
import { boundSecret, grantSecret } from './secrets/secret-rights';
import { acknowledge } from './stack/acknowledge';
import { recordConstruct } from './stack/app-model';
import { explainResource } from './stack/explain';
import { removalPolicyOf } from './stack/removal-policy';
import type { AwsStateTypes } from './state-types';

/** Props of `Secret` on AWS. */
export type SecretProps = PortableProps<AwsStateTypes>;

/**
 * A secret of AWS Secrets Manager. Its initial value is random; set one of another service by hand, with `aws
 * secretsmanager put-secret-value`, so that no template contains it. It costs 0.40 USD a month.
 *
 * @example
 * const apiKey = new Secret(stack, 'ApiKey', { description: 'Key of the payment provider' });
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
 */
export class Secret extends Construct implements Bindable<SecretClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** The secret. Use it for anything without a prop. */
  readonly secret: secretsmanager.Secret;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a secret that was created elsewhere, in the account and the region of the stack, so that functions can be bound
   * to it. The secret is not changed.
   *
   * @throws ValidationError when the name is invalid
   */
  static fromSecretName(scope: Construct, id: string, secretName: string): ImportedSecret {
    return new ImportedSecret(scope, id, secretName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Secret', props, awsRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'Secret', props);
    problems.throwIfAny();
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: settings.description ?? this.node.path,
      generateSecretString: { passwordLength: awsDefaults.secretLength.value, excludePunctuation: true },
      removalPolicy: removalPolicyOf(settings.removalPolicy),
      ...settings.overrides.secret,
    });
    this[bound] = boundSecret(this.secret);
    explainResource(this.secret, 'Stores the value, encrypted. No template contains it.');
    acknowledge(this.secret, 'secretRotation', 'secretKey');
    recordConstruct(this, { kind: 'Secret', provider: 'aws' }, settings);
  }

  /** Allows `grantee` to read the value. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return grantSecret(this.secret, grantee);
  }
}
