import type { ProviderModule } from 'tradewind';
import * as google from 'tradewind/google';
import { newStack } from './terraform';

// That this compiles is what is tested: an app that is declared for any provider can be declared for this one.
const anyProvider: ProviderModule = google;

test('has each of the constructs', () => {
  const bucket = new anyProvider.Bucket(newStack().stack, 'Photos');
  expect(bucket).toBeInstanceOf(google.Bucket);
  expect(Object.keys(google)).toEqual(
    expect.arrayContaining([
      ...['ApiFunction', 'ScheduledJob', 'ImagePipeline', 'FileProcessor', 'QueueWorker', 'ChangeProcessor'],
      ...['Bucket', 'Table', 'Queue', 'Secret'],
    ]),
  );
});
