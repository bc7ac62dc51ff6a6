import type { ProviderModule } from 'tradewind';
import * as azure from 'tradewind/azure';
import { synthesize } from './synthesize';

// That this compiles is what is tested: an app that is declared for any provider can be declared for this one.
const anyProvider: ProviderModule = azure;

test('has the constructs', () => {
  synthesize((stack) => expect(new anyProvider.Bucket(stack, 'Photos')).toBeInstanceOf(azure.Bucket));
});
