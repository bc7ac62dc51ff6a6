import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import type { SecretProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import type { SecretClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { variableName } from '../variable-name';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { cloudflareRules } from './prop-rules';
import type { CloudflareStateTypes } from './state-types';

/** Props of `Secret` on Cloudflare. */
export type SecretProps = PortableProps<CloudflareStateTypes>;

/**
 * A secret that you set by hand in each worker that binds it, after the first deployment, so that its value is neither in the
 * output nor in the state: `npx wrangler secret put SHOP_API_KEY --name <script>`.
 *
 * @example
 * const apiKey = new Secret(stack, 'ApiKey', { description: 'Key of the payment provider' });
 * @see https://developers.cloudflare.com/workers/configuration/secrets/
 */
export class Secret extends Construct implements Bindable<SecretClient>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<SecretClient>;
  /** Name under which workers have the value: `SHOP_API_KEY` for `Shop/ApiKey`. */
  readonly variable: string;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError when the name of the variable is invalid */
  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Secret', props, cloudflareRules);
    this.variable = settings.overrides.variable ?? variableName(this.node.path);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'Secret', props);
    problems.require(/^[A-Za-z]\w*$/.test(this.variable), {
      code: 'ENV_KEY',
      prop: 'overrides.variable',
      value: this.variable,
      rule: 'is not a valid name of a variable: a letter, then letters, digits and underscores',
      fix: 'give overrides: { variable }',
    });
    problems.throwIfAny();
    const purpose = `${settings.description ?? this.node.path}: the secret ${this.variable} of each worker, set by hand.`;
    explain(this, { type: 'cloudflare worker secret', purpose });
    const options = { variable: this.variable };
    // Not among the script's bindings: `keepBindings` keeps secrets that are set by hand.
    this[bound] = { kind: 'secret', allowed: ['read', 'readwrite'], path: this.node.path, options, bindings: () => [] };
    recordConstruct(this, { kind: 'Secret', provider: 'cloudflare' }, settings);
  }
}
