import type { Construct } from 'constructs';
import { VariableSecret } from '../build-output/variable-secret';
import type { SecretProps as PortableProps } from '../constructs/state';
import { netlifyFunction } from '../support/limits/netlify';
import { netlifyRules } from './prop-rules';
import { NetlifySite } from './stack/site';
import type { NetlifyStateTypes } from './state-types';

/** Props of `Secret` on Netlify. */
export type SecretProps = PortableProps<NetlifyStateTypes>;

/**
 * A secret: a variable of the site, which you set by hand (`netlify env:set`), and which no output contains. Every function of
 * the site can read it: Netlify has no finer permissions. A changed value takes effect with the next deployment.
 *
 * @example
 * const apiKey = new Secret(site, 'ApiKey', { description: 'Key of the payment provider' }); // the variable API_KEY
 * @see https://docs.netlify.com/build/environment-variables/overview/
 */
export class Secret extends VariableSecret {
  /** @throws ValidationError when the name of the variable is invalid, or in use */
  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id, props, (secret) => ({
      rules: netlifyRules,
      app: NetlifySite.of(secret),
      owner: 'site',
      kept: netlifyFunction.environment.kept,
    }));
  }
}
