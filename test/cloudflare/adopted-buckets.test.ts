import { writeOnly } from 'tradewind';
import { ApiFunction, Bucket, FileProcessor, ImagePipeline } from 'tradewind/cloudflare';
import { only, problemsOf, synthesize } from './synthesize';

const entry = 'test/fixtures/handlers/worker.ts';
const NAME = 'photos-of-2019';

test('a processor receives events of a bucket that was created elsewhere, which is not changed', () => {
  const { resources } = synthesize((stack) => {
    const bucket = Bucket.fromBucketName(stack, 'Photos', NAME);
    new FileProcessor(stack, 'Intake', { entry, bucket, prefix: 'inbox/' });
    new FileProcessor(stack, 'Archive', { entry, bucket, prefix: 'old/' });
  });
  const notifications = Object.values(resources.cloudflare_r2_bucket_event_notification!);
  expect(notifications.map((each) => each.bucket_name)).toEqual([NAME, NAME]);
  expect(resources.cloudflare_r2_bucket).toBeUndefined();
});

test('workers are bound to it', () => {
  const { resources } = synthesize((stack) => {
    const bindings = { PHOTOS: Bucket.fromBucketName(stack, 'Photos', NAME) };
    new ApiFunction(stack, 'Api', { entry: 'test/fixtures/handlers/orders.ts', auth: 'none', bindings });
  });
  expect(only(resources, 'cloudflare_workers_script').bindings).toContainEqual({
    name: 'PHOTOS',
    type: 'r2_bucket',
    bucket_name: NAME,
  });
});

test('images are taken from one and put into another', () => {
  const { resources } = synthesize((stack) => {
    new ImagePipeline(stack, 'Photos', {
      source: Bucket.fromBucketName(stack, 'Originals', NAME),
      results: Bucket.fromBucketName(stack, 'Small', 'small-photos'),
      variants: { thumb: { width: 64 } },
    });
  });
  const { bindings } = only(resources, 'cloudflare_worker_version');
  const names = bindings.flatMap(({ bucket_name }: { bucket_name?: string }) => bucket_name ?? []);
  expect(names.sort()).toEqual([NAME, 'small-photos']);
});

test('a loop is seen through two names of one bucket', () => {
  const declare = () =>
    synthesize((stack) => {
      const bindings = { OUT: writeOnly(Bucket.fromBucketName(stack, 'Out', NAME)) };
      new FileProcessor(stack, 'Intake', { entry, bucket: Bucket.fromBucketName(stack, 'In', NAME), bindings });
    });
  expect(declare).toThrow(/Intake/);
});

test.each(['https://photos', 'photos/2019', 'Photos', 'x'])('%s is no name of a bucket', (name) => {
  const declare = () => synthesize((stack) => Bucket.fromBucketName(stack, 'Photos', name));
  expect(problemsOf(declare)).toEqual(['BUCKET_NAME bucketName']);
});
