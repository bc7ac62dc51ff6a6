import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import type { SecretProps as PortableProps } from '../constructs/state';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { SecretClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { physicalName } from '../terraform/physical-name';
import { lifecycleOf } from '../terraform/retain';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { googleRules } from './prop-rules';
import { ExistingSecret } from './secrets/existing-secret';
import type { ISecret } from './secrets/secret-interface';
import { grantSecret } from './secrets/secret-rights';
import { GoogleStack } from './stack/stack';
import type { GoogleStateTypes } from './state-types';

/** Props of `Secret` on Google Cloud. */
export type SecretProps = PortableProps<GoogleStateTypes>;
type Settings = Resolved<'Secret', SecretProps>;

/**
 * A secret in Secret Manager, in the region of the stack. It is created without a value, which the state of Terraform would
 * contain. Add one after the first deployment: `gcloud secrets versions add <name> --data-file=-`.
 *
 * @example
 * const apiKey = new Secret(stack, 'ApiKey', { description: 'Key of the payment provider' });
 * @see https://cloud.google.com/secret-manager/docs/best-practices
 */
export class Secret extends Construct implements Bindable<SecretClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** The secret itself. Use it for anything without a prop. */
  readonly secret: SecretManagerSecret;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a secret that was created elsewhere, in the project of the stack, so that functions can be bound to it. The
   * secret is not changed; the permissions to read it are separate resources.
   *
   * @param secretName Name of the secret, without `projects/…/secrets/`; or a reference to one, such as `secret.secretId`.
   * @throws ValidationError when the name is invalid
   * @see https://cloud.google.com/secret-manager/docs/access-control
   */
  static fromSecretName(scope: Construct, id: string, secretName: string): ISecret {
    return new ExistingSecret(scope, id, secretName);
  }

  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Secret', props, googleRules);
    this.check(props);
    this.secret = this.createSecret(settings);
    this[bound] = this.bindable();
    recordConstruct(this, { kind: 'Secret', provider: 'google' }, settings);
  }

  private check(given: SecretProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'Secret', given);
    problems.throwIfAny();
  }

  private createSecret(settings: Settings): SecretManagerSecret {
    const stack = GoogleStack.of(this);
    const secret = new SecretManagerSecret(this, 'Secret', {
      secretId: physicalName(this.node.path, { most: 100, hashed: this.node.path }),
      annotations: { description: settings.description ?? this.node.path },
      replication: { userManaged: { replicas: [{ location: stack.region }] } },
      lifecycle: lifecycleOf(settings.removalPolicy),
      dependsOn: [stack.enable('secretmanager')],
      ...settings.overrides.secret,
    });
    explain(secret, {
      type: 'google_secret_manager_secret',
      purpose: 'Stores the value, encrypted and outside of the state.',
    });
    return secret;
  }

  private bindable(): BoundResource {
    return {
      kind: 'secret',
      allowed: ['read', 'readwrite'],
      path: this.secret.node.path,
      value: this.secret.name,
      grant: (grantee) => grantSecret(this.secret.secretId, grantee),
    };
  }
}
