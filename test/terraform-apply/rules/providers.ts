import type { Call } from '../provider/stand-in';

/** Blocks that a provider requires in its configuration, though its schema has them as optional. */
const DEMANDED: Readonly<Record<string, { readonly block: string; readonly source: string }>> = {
  azurerm: { block: 'features', source: 'https://github.com/hashicorp/terraform/issues/32591' },
};

/** Returns blocks missing from the configurations of providers. */
export function brokenProviders(calls: readonly Call[]): string[] {
  const missing = calls.flatMap(({ call, type, config }) => {
    const demanded = call === 'configure' ? DEMANDED[type] : undefined;
    if (demanded === undefined || config[demanded.block] !== undefined) return [];
    return [`provider ${type}: needs a block ${demanded.block} (${demanded.source})`];
  });
  // Each command configures its providers again.
  return [...new Set(missing)];
}
