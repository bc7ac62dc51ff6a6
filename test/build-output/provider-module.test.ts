import type { ProviderModule } from 'tradewind';
import * as netlify from 'tradewind/netlify';
import * as vercel from 'tradewind/vercel';

// That this compiles is what is tested: an app that is declared for any provider can be declared for these.
const providers: Readonly<Record<string, ProviderModule>> = { vercel, netlify };

describe.each(Object.entries(providers))('%s', (name, provider) => {
  const app = () => (name === 'vercel' ? new vercel.VercelApp() : new netlify.NetlifySite());

  test('has buckets', () => {
    expect(new provider.Bucket(app(), 'Photos')).toBeInstanceOf(provider.Bucket);
  });

  const refused = ['ChangeProcessor', 'PlainFunction', 'Table'] as const;

  test.each(refused)('refuses %s, and says what is nearest', (construct) => {
    const make = () =>
      new (provider[construct] as new (scope: object, id: string, props: object) => object)(app(), 'It', {});
    expect(make).toThrow(/^\[tradewind:UNSUPPORTED\] It: .+ is not supported on .+ Fix: .+/);
  });
});
