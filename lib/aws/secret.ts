import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { readProps } from '../constructs/read-props';
import type { SecretProps as PortableProps } from '../constructs/state';
import { awsDefaults } from '../defaults';
import type { SecretClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { awsRules } from './prop-rules';
import { acknowledge } from './stack/acknowledge';
import { recordConstruct } from './stack/app-model';
import { explainResource } from './stack/explain';
import { removalPolicyOf } from './stack/removal-policy';
import type { AwsTypes } from './types';

/** Props of `Secret` on AWS. */
export type SecretProps = PortableProps<AwsTypes>;

/**
 * A secret of AWS Secrets Manager. It begins with a random value; one that comes from elsewhere is set by hand, with
 * `aws secretsmanager put-secret-value`, so that it stands in no template. It bills 0.40 USD a month.
 *
 * @example
 * const apiKey = new Secret(stack, 'ApiKey', { description: 'Key of the payment provider' });
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html
 */
export class Secret extends Construct implements Bindable<SecretClient> {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** The secret itself. Take it for what this construct has no prop for. */
  readonly secret: secretsmanager.Secret;

  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Secret', props, awsRules);
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: settings.description ?? this.node.path,
      generateSecretString: { passwordLength: awsDefaults.secretLength.value, excludePunctuation: true },
      removalPolicy: removalPolicyOf(settings.removalPolicy),
      ...settings.overrides,
    });
    explainResource(this.secret, 'Keeps the value, encrypted, and out of every template.');
    acknowledge(this.secret, 'secretRotation', 'secretKey');
    recordConstruct(this, { kind: 'Secret', functions: [], triggers: [], bindings: [], limits: {} }, settings);
  }

  /** Lets `grantee` read the value. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    return grantSecret(this.secret, grantee);
  }
}

/** The right to read the value of a secret. */
export function grantSecret(secret: secretsmanager.ISecret, grantee: iam.IGrantable): iam.Grant {
  secret.encryptionKey?.grantDecrypt(grantee);
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [arnOf(secret)],
  });
}

/** The ARN of a secret ends in six characters that an import by name does not know. */
function arnOf({ secretArn, secretFullArn }: secretsmanager.ISecret): string {
  return secretFullArn === undefined ? `${secretArn}-??????` : secretFullArn;
}
