import type { ProviderModule } from 'tradewind';
import * as cloudflare from 'tradewind/cloudflare';
import { synthesize } from './synthesize';

// That this compiles is what is tested: an app that is declared for any provider can be declared for this one.
const anyProvider: ProviderModule = cloudflare;

test('has the constructs', () => {
  synthesize((stack) => expect(new anyProvider.Bucket(stack, 'Photos')).toBeInstanceOf(cloudflare.Bucket));
});
