import type { Construct } from 'constructs';
import { VariableSecret } from '../build-output/variable-secret';
import type { SecretProps as PortableProps } from '../constructs/state';
import { vercelFunction } from '../support/limits/vercel';
import { vercelRules } from './prop-rules';
import { VercelApp } from './stack/app';
import type { VercelStateTypes } from './state-types';

/** Props of `Secret` on Vercel. */
export type SecretProps = PortableProps<VercelStateTypes>;

/**
 * A secret: a variable of the project, which you set by hand (`vercel env add`), and which no output contains. Every function of
 * the project can read it: Vercel has no finer permissions. A changed value takes effect with the next deployment.
 *
 * @example
 * const apiKey = new Secret(app, 'ApiKey', { description: 'Key of the payment provider' }); // the variable API_KEY
 * @see https://vercel.com/docs/environment-variables
 */
export class Secret extends VariableSecret {
  /** @throws ValidationError when the name of the variable is invalid, or in use */
  constructor(scope: Construct, id: string, props: SecretProps = {}) {
    super(scope, id, props, (secret) => ({
      rules: vercelRules,
      app: VercelApp.of(secret),
      owner: 'project',
      kept: vercelFunction.environment.kept,
    }));
  }
}
