import type { ProviderModule } from 'tradewind';
import * as google from 'tradewind/google';

// That this compiles is what is tested: an app that is declared for any provider can be declared for this one.
const anyProvider: ProviderModule = google;

test('has each of the constructs', () => {
  const { App, GoogleStack } = google;
  const stack = new GoogleStack(new App(), 'Shop', { project: 'shop-4711', region: 'europe-north1' });
  const bucket = new anyProvider.Bucket(stack, 'Photos');
  expect(bucket).toBeInstanceOf(google.Bucket);
  expect(Object.keys(google)).toEqual(
    expect.arrayContaining([
      ...['ApiFunction', 'ScheduledJob', 'ImagePipeline', 'FileProcessor', 'QueueWorker', 'ChangeProcessor'],
      ...['Bucket', 'Table', 'Queue', 'Secret'],
    ]),
  );
});
