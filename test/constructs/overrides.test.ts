import { awsOverridden } from '../../lib/aws/overridden';
import { azureOverridden } from '../../lib/azure/overridden';
import { CONSTRUCTS, type ConstructName, PROVIDER_NAMES } from '../../lib/catalogue';
import { cloudflareOverridden } from '../../lib/cloudflare/overridden';
import type { Overridden } from '../../lib/constructs/overridden';
import { googleOverridden } from '../../lib/google/overridden';
import { netlifyOverridden } from '../../lib/netlify/overridden';
import type { ProviderName } from '../../lib/runtime/types';
import { vercelOverridden } from '../../lib/vercel/overridden';
import { make, providers, refusalOf, validProps } from './providers';

const lists: Readonly<Partial<Record<ProviderName, Partial<Overridden>>>> = {
  aws: awsOverridden,
  google: googleOverridden,
  azure: azureOverridden,
  cloudflare: cloudflareOverridden,
  vercel: vercelOverridden,
  netlify: netlifyOverridden,
};

const namesOf = (provider: ProviderName, name: ConstructName) => Object.keys(lists[provider]?.[name] ?? {});

describe.each(PROVIDER_NAMES)('overrides on %s', (provider) => {
  test.each(CONSTRUCTS)('of %s with an unknown name are refused', (name) => {
    const scope = providers[provider].scope();
    const props = { ...validProps(provider, name, scope), overrides: { bukket: {} } };
    const refusal = refusalOf(() => make(provider, name, scope, props));
    const names = namesOf(provider, name);
    expect(refusal?.code).toBe(names.length > 0 ? 'OVERRIDE_RESOURCE' : 'UNSUPPORTED');
    for (const each of names) expect(refusal?.message).toContain(each);
  });

  test.each(CONSTRUCTS)('of %s with the names of its types are accepted', (name) => {
    const scope = providers[provider].scope();
    const overrides = Object.fromEntries(namesOf(provider, name).map((each) => [each, undefined]));
    const refusal = refusalOf(() => make(provider, name, scope, { ...validProps(provider, name, scope), overrides }));
    expect([undefined, 'UNSUPPORTED']).toContain(refusal?.code);
  });
});
