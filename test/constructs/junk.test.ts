import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { CONSTRUCTS } from '../../lib/catalogue';
import { propShapes } from '../../lib/constructs/prop-shapes';
import { make, type Provider, providers, refusalOf, validProps } from './providers';

const JUNK: readonly unknown[] = [
  null,
  3000,
  Number.NaN,
  '10s',
  true,
  Symbol('junk'),
  () => 1,
  [null],
  {},
  { kind: 'jwt', issuer: 5, audience: 'shop' },
  { target: null, access: 'read' },
  {
    toSeconds() {
      throw new Error('no conversion');
    },
  },
  { thumb: null },
  new Date(Number.NaN),
];

describe.each(Object.keys(providers) as Provider[])('%s', (provider) => {
  const shared = providers[provider].scope();
  const other = provider === 'google' ? providers.azure.scope() : providers.google.scope();
  const cdk = provider === 'aws' ? providers.vercel.scope() : new Stack();

  test.each(CONSTRUCTS)(
    '%s is made with the props that the cases below start from, or is refused as a whole',
    (name) => {
      const scope = providers[provider].scope();
      const code = refusalOf(() => make(provider, name, scope, validProps(provider, name, scope)))?.code;
      expect([undefined, 'UNSUPPORTED']).toContain(code);
    },
  );

  test.each(CONSTRUCTS)('%s with junk in any prop is accepted or refused, never with a raw error', (name) => {
    const valid = validProps(provider, name, new Construct(shared, `Junk${name}`));
    const raw: string[] = [];
    for (const prop of Object.keys(propShapes[name])) {
      for (const junk of JUNK) {
        // Members of overrides are for the library of the provider to check.
        if (prop === 'overrides' && typeof junk === 'object' && junk !== null) continue;
        try {
          const refusal = refusalOf(() => make(provider, name, shared, { ...valid, [prop]: junk }));
          if (refusal !== undefined) expect(refusal.message).toMatch(/^\[tradewind:[A-Z_0-9]+\] .+ Fix: .+\.$/m);
        } catch (error) {
          raw.push(`${prop}: ${String((error as Error).message).slice(0, 300)}`);
        }
      }
    }
    expect(raw).toEqual([]);
  });

  test.each(CONSTRUCTS)('%s with props that are no object', (name) => {
    for (const junk of [null, 5, 'x', [], () => 1])
      expect(['PROPS', 'UNSUPPORTED']).toContain(refusalOf(() => make(provider, name, shared, junk))?.code);
  });

  test.each(CONSTRUCTS)('%s in the stack of another provider', (name) => {
    const valid = validProps(provider, name, new Construct(shared, `Other${name}`));
    for (const scope of [other, cdk])
      expect(['STACK', 'APP_CLASS', 'UNSUPPORTED']).toContain(
        refusalOf(() => make(provider, name, scope, valid))?.code,
      );
  });

  test('any value of any prop is accepted or refused', () => {
    const value = fc.anything({ maxDepth: 2, withBigInt: true, withNullPrototype: true });
    const scope = new Construct(shared, 'Any');
    fc.assert(
      fc.property(fc.constantFrom(...CONSTRUCTS), fc.nat(), value, (name, index, given) => {
        const props = Object.keys(propShapes[name]).filter((prop) => prop !== 'overrides');
        const valid = validProps(provider, name, new Construct(scope, `S${scope.node.children.length}`));
        refusalOf(() => make(provider, name, scope, { ...valid, [props[index % props.length]!]: given }));
      }),
      { numRuns: 30 },
    );
  });
});
