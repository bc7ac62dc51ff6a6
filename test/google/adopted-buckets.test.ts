import { readOnly, writeOnly } from 'tradewind';
import { ApiFunction, Bucket, FileProcessor, type GoogleStack, ImagePipeline } from 'tradewind/google';
import { newStack, only, problemsOf } from './terraform';

const entry = 'test/fixtures/handlers/worker.ts';
const NAME = 'photos-of-2019';

function made(declare: (stack: GoogleStack) => unknown) {
  const { stack, synthesize } = newStack();
  declare(stack);
  return synthesize().resource;
}

test('a processor receives events of a bucket that was created elsewhere, which is not changed', () => {
  const resources = made((stack) => {
    const bucket = Bucket.fromBucketName(stack, 'Photos', NAME);
    new FileProcessor(stack, 'Intake', { entry, bucket, prefix: 'inbox/' });
    new FileProcessor(stack, 'Archive', { entry, bucket, prefix: 'old/' });
  });
  const names = (type: string) => Object.values(resources[type]!).map(({ bucket }) => bucket);
  expect(names('google_storage_notification')).toEqual([NAME, NAME]);
  expect(names('google_storage_bucket_iam_member')).toEqual([NAME, NAME]);
  // That of the functions' code.
  expect(Object.keys(resources.google_storage_bucket!)).toHaveLength(1);
});

test('functions receive its name, and the permissions that they require', () => {
  const resources = made((stack) => {
    const bucket = Bucket.fromBucketName(stack, 'Photos', NAME);
    new ApiFunction(stack, 'Api', {
      entry: 'test/fixtures/handlers/orders.ts',
      auth: 'none',
      bindings: { PHOTOS: readOnly(bucket) },
    });
  });
  expect(only(resources, 'google_storage_bucket_iam_member')).toMatchObject({ role: 'roles/storage.objectViewer' });
  const { service_config } = only(resources, 'google_cloudfunctions2_function');
  expect(service_config).toMatchObject({ environment_variables: { PHOTOS: NAME } });
});

test('images are taken from one and put into another', () => {
  const resources = made((stack) => {
    new ImagePipeline(stack, 'Photos', {
      source: Bucket.fromBucketName(stack, 'Originals', NAME),
      results: Bucket.fromBucketName(stack, 'Small', 'small-photos'),
      variants: { thumb: { width: 64 } },
    });
  });
  expect(only(resources, 'google_storage_notification')).toMatchObject({ bucket: NAME });
  const granted = Object.values(resources.google_storage_bucket_iam_member!);
  expect(granted.map(({ bucket, role }) => `${bucket} ${role}`).sort()).toEqual([
    `${NAME} roles/storage.objectViewer`,
    'small-photos roles/storage.objectUser',
  ]);
});

test('a loop is seen through two names of one bucket', () => {
  const { stack, synthesize } = newStack();
  const bindings = { OUT: writeOnly(Bucket.fromBucketName(stack, 'Out', NAME)) };
  new FileProcessor(stack, 'Intake', { entry, bucket: Bucket.fromBucketName(stack, 'In', NAME), bindings });
  expect(synthesize).toThrow(/Intake/);
});

test.each(['gs://photos', 'photos/2019', 'Photos', 'x'])('%s is no name of a bucket', (name) => {
  const { stack } = newStack();
  expect(problemsOf(() => Bucket.fromBucketName(stack, 'Photos', name))).toEqual(['BUCKET_NAME bucketName']);
});

test('a bucket without an owner is refused', () => {
  const { stack } = newStack();
  const bucket = { bucketName: NAME } as never;
  expect(problemsOf(() => new FileProcessor(stack, 'Intake', { entry, bucket }))).toEqual(['BUCKET_GIVEN bucket']);
});
