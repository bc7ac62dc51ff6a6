import { describeApp, minutes, seconds } from 'tradewind';
import { Bucket, type GoogleStack, ImagePipeline, type ImagePipelineProps } from 'tradewind/google';
import { inventory, newStack, only, problemsOf } from './terraform';

const variants: ImagePipelineProps['variants'] = { thumb: { width: 200 }, full: { width: 1600, format: 'avif' } };

function photos(props: (stack: GoogleStack) => Partial<ImagePipelineProps> = () => ({})) {
  const { app, stack, synthesize } = newStack();
  new ImagePipeline(stack, 'Photos', { variants, ...props(stack) });
  return { app, resources: synthesize().resource };
}

describe('ImagePipeline', () => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = photos();
    expect(inventory(resources)).toEqual({
      google_project_service: 5, // four for functions, Pub/Sub
      google_storage_bucket: 3, // code, images, and variants
      google_storage_bucket_object: 1, // its code
      google_storage_bucket_iam_member: 2, // lets the function read images, and write variants
      google_storage_notification: 1, // notifies the topic
      google_pubsub_topic: 2, // word of uploads, and dead letters
      google_pubsub_subscription: 2, // where either wait
      google_pubsub_topic_iam_member: 3, // Pub/Sub and the function send dead letters, Cloud Storage word of uploads
      google_pubsub_subscription_iam_member: 1, // lets Pub/Sub forget dead letters here
      google_cloudfunctions2_function: 1, // creates the variants
      google_service_account: 3, // its identity, that of its caller, and that of builds
      google_project_iam_member: 3, // lets builds read code, keep images, and log
      google_cloud_run_v2_service_iam_member: 1, // lets the caller call
    });
    const model = describeApp(app);
    const explained = [...model.shared, ...model.constructs.flatMap(({ resources: all }) => all)];
    expect(explained).toHaveLength(Object.values(resources).flatMap((found) => Object.keys(found)).length);
    for (const { purpose } of explained) expect(purpose).toMatch(/^[A-Z].+\.$/);
  });

  test('processes one image per instance, with as many instances as allowed', () => {
    const { resources } = photos(() => ({ maxConcurrency: 7, timeout: minutes(2) }));
    expect(only(resources, 'google_cloudfunctions2_function').service_config).toMatchObject({
      available_memory: '1769Mi',
      available_cpu: '1',
      timeout_seconds: 120,
      max_instance_count: 7,
      max_instance_request_concurrency: 1,
    });
    const pushed = Object.values(resources.google_pubsub_subscription!).filter((each) => 'push_config' in each);
    expect(pushed).toEqual([
      expect.objectContaining({
        ack_deadline_seconds: 120,
        dead_letter_policy: expect.objectContaining({ max_delivery_attempts: 5 }),
      }),
    ]);
  });

  test('reads images, writes variants, and has no other right to a bucket', () => {
    const { resources } = photos();
    const grants = Object.values(resources.google_storage_bucket_iam_member!);
    expect(grants.map(({ bucket, role }) => [bucket, role])).toEqual([
      [expect.stringMatching(/Photos_Source/), 'roles/storage.objectViewer'],
      [expect.stringMatching(/Photos_Results/), 'roles/storage.objectUser'],
    ]);
  });

  test('keeps originals, and their older versions, but no variants', () => {
    const { resources } = photos();
    const buckets = Object.entries(resources.google_storage_bucket!);
    const of = (name: RegExp) => buckets.find(([id]) => name.test(id))![1];
    expect(of(/Source/)).toMatchObject({ versioning: { enabled: true }, lifecycle: { prevent_destroy: true } });
    expect(of(/Results/)).toMatchObject({ versioning: { enabled: false } });
    expect(of(/Results/)).not.toHaveProperty('lifecycle');
  });

  test.each([
    [undefined, ['OBJECT_FINALIZE']],
    [true, ['OBJECT_FINALIZE', 'OBJECT_DELETE', 'OBJECT_ARCHIVE']],
  ])('receives images under its prefix; with deleteVariants: %p, the events %p', (deleteVariants, event_types) => {
    const { resources } = photos(() => ({ prefix: 'in/', deleteVariants }));
    expect(only(resources, 'google_storage_notification')).toMatchObject({ event_types, object_name_prefix: 'in/' });
  });

  test('accepts existing buckets', () => {
    const { resources } = photos((stack) => ({
      source: new Bucket(stack, 'Originals'),
      results: new Bucket(stack, 'Thumbs'),
    }));
    const names = Object.keys(resources.google_storage_bucket!).map((id) => id.replace(/_.*/, ''));
    expect(names.sort()).toEqual(['Originals', 'Thumbs', 'Tradewind']);
  });

  test('is known to the loop proof', () => {
    const { app } = photos();
    const pipeline = describeApp(app).constructs.find(({ kind }) => kind === 'ImagePipeline')!;
    expect(pipeline.triggers).toEqual([expect.objectContaining({ kind: 'object', source: expect.any(String) })]);
    expect(pipeline.bindings.map(({ name, access }) => [name, access])).toEqual([
      ['source', 'read'],
      ['results', 'write'],
    ]);
  });
});

describe('an ImagePipeline is refused', () => {
  test.each<[string, Partial<ImagePipelineProps>]>([
    ['IMAGE_VARIANTS variants', { variants: {} }],
    ['IMAGE_VARIANTS variants.thumb.width', { variants: { thumb: { width: 0 } } }],
    ['IMAGE_LIMITS maxBytes', { maxBytes: 0 }],
    ['TIMEOUT_MAX timeout', { timeout: seconds(601) }],
    ['QUEUE_CONCURRENCY maxConcurrency', { maxConcurrency: 0 }],
    ['BUCKET_GIVEN source', { source: {} as never }],
    ['BUCKET_GIVEN results', { results: {} as never }],
    ['UNSUPPORTED cdn', { cdn: true }],
    ['UNSUPPORTED uploads', { uploads: { auth: 'iam' } }],
  ])('%s', (problem, props) => {
    expect(problemsOf(() => photos(() => props))).toContain(problem);
  });

  test('when it would trigger itself', () => {
    const make = () =>
      photos((stack) => {
        const bucket = new Bucket(stack, 'Both');
        return { source: bucket, results: bucket };
      });
    expect(problemsOf(make)).toEqual(['BUCKET_LOOP results']);
  });

  test('not for disabled features', () => {
    expect(problemsOf(() => photos(() => ({ cdn: false })))).toEqual([]);
  });
});
