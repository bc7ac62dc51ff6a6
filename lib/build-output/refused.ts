import { Construct } from 'constructs';
import type { ConstructName } from '../catalogue';
import type { ProviderName } from '../runtime/types';
import { requireSupport } from '../support/check';

/** A construct that a provider does not support; the support table has the reason and the nearest choice. */
export abstract class RefusedConstruct extends Construct {
  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, provider: ProviderName, name: ConstructName) {
    super(scope, id);
    requireSupport(this.node.path, provider, name);
  }
}
