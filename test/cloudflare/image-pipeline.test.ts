import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeApp, minutes, seconds } from 'tradewind';
import { App, Bucket, CloudflareStack, ImagePipeline, type ImagePipelineProps } from 'tradewind/cloudflare';
import type { ImageFormat } from '../../lib/runtime-images/types';
import { ACCOUNT, inventory, only, problemsOf, synthesize } from './synthesize';

const variants = { thumb: { width: 200 } };
const photos = (props: Partial<ImagePipelineProps> = {}) =>
  synthesize((stack) => new ImagePipeline(stack, 'Photos', { variants, ...props }));

describe('ImagePipeline', () => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = photos();
    expect(inventory(resources)).toEqual({
      cloudflare_r2_bucket: 2, // where images arrive, and where variants go
      cloudflare_r2_bucket_event_notification: 1, // notifies the queue
      cloudflare_queue: 2, // uploads that wait, and those that are no images
      cloudflare_queue_consumer: 1, // triggers the worker
      cloudflare_worker: 1, // creates the variants
      cloudflare_worker_version: 1, // its code and its codecs
      cloudflare_workers_deployment: 1, // lets the version run
    });
    expect(resources).toMatchSnapshot();
    const explained = describeApp(app).constructs.flatMap(({ resources: all }) => all.map(({ type }) => type));
    expect(new Set(explained)).toEqual(new Set(Object.keys(resources)));
  });

  test('the version is that of the worker, and replaced before it is deleted', () => {
    const { resources } = photos({ timeout: minutes(2) });
    expect(only(resources, 'cloudflare_worker_version')).toMatchObject({
      worker_id: expect.stringMatching(/^\$\{cloudflare_worker\.Photos_Worker_\w+\.id\}$/),
      main_module: 'index.mjs',
      compatibility_date: '2025-10-01',
      limits: { cpu_ms: 120_000 },
      lifecycle: { create_before_destroy: true },
    });
    expect(only(resources, 'cloudflare_workers_deployment')).toMatchObject({
      script_name: expect.stringMatching(/^\$\{cloudflare_worker\.Photos_Worker_\w+\.name\}$/),
      strategy: 'percentage',
      versions: [
        {
          percentage: 100,
          version_id: expect.stringMatching(/^\$\{cloudflare_worker_version\.Photos_Version_\w+\.id\}$/),
        },
      ],
    });
  });

  test('reaches its two buckets and its dead letters, and has no public address', () => {
    const { resources } = photos();
    expect(only(resources, 'cloudflare_worker_version').bindings).toEqual([
      {
        name: 'DEAD_LETTERS',
        type: 'queue',
        queue_name: expect.stringMatching(/^\$\{cloudflare_queue\.Photos_Uploads_Dead/),
      },
      {
        name: 'RESULTS',
        type: 'r2_bucket',
        bucket_name: expect.stringMatching(/^\$\{cloudflare_r2_bucket\.Photos_Results/),
      },
      {
        name: 'SOURCE',
        type: 'r2_bucket',
        bucket_name: expect.stringMatching(/^\$\{cloudflare_r2_bucket\.Photos_Source/),
      },
    ]);
    expect(only(resources, 'cloudflare_worker').subdomain).toEqual({ enabled: false, previews_enabled: false });
  });

  test('is triggered for one image at a time, once the version runs', () => {
    const { resources } = photos({ maxConcurrency: 3 });
    expect(only(resources, 'cloudflare_queue_consumer')).toMatchObject({
      script_name: expect.stringMatching(/^\$\{cloudflare_workers_deployment\.\w+\.script_name\}$/),
      dead_letter_queue: expect.stringMatching(/^\$\{cloudflare_queue\.Photos_Uploads_Dead/),
      settings: { batch_size: 1, max_retries: 4, max_wait_time_ms: 0, max_concurrency: 3 },
    });
    const notification = only(resources, 'cloudflare_r2_bucket_event_notification');
    expect(notification.depends_on).toEqual([expect.stringMatching(/^cloudflare_queue_consumer\./)]);
  });

  test('receives uploads below a prefix, and deletions with deleteVariants', () => {
    const created = ['PutObject', 'CopyObject', 'CompleteMultipartUpload'];
    const rulesOf = (props: Partial<ImagePipelineProps>) =>
      only(photos(props).resources, 'cloudflare_r2_bucket_event_notification').rules;
    expect(rulesOf({ prefix: 'in/' })).toEqual([{ actions: created, prefix: 'in/' }]);
    expect(rulesOf({ deleteVariants: true })).toEqual([{ actions: [...created, 'DeleteObject', 'LifecycleDeletion'] }]);
  });

  test('takes buckets that are there', () => {
    const { resources } = synthesize((stack) => {
      const source = new Bucket(stack, 'Originals');
      const results = new Bucket(stack, 'Gallery');
      new ImagePipeline(stack, 'Photos', { variants, source, results });
    });
    expect(Object.keys(resources.cloudflare_r2_bucket!).map((name) => name.split('_')[0])).toEqual([
      'Gallery',
      'Originals',
    ]);
  });
});

describe('the modules of the worker', () => {
  const synthesizeCode = (formats: readonly ImageFormat[]) => {
    const app = new App({ outdir: mkdtempSync(path.join(tmpdir(), 'tradewind-cloudflare-')) });
    const stack = new CloudflareStack(app, 'Shop', { accountId: ACCOUNT });
    const asked = Object.fromEntries(formats.map((format) => [format, { width: 100, format }]));
    new ImagePipeline(stack, 'Photos', { variants: asked });
    app.synth();
    const folder = path.join(app.outdir, 'stacks/Shop');
    const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
    return { folder, modules: only(resource, 'cloudflare_worker_version').modules as Record<string, string>[] };
  };
  const codecs = (modules: readonly Record<string, string>[]) =>
    modules.slice(1).map(({ name }) => name!.replace(/-[A-Z0-9]{8}\.wasm$/, ''));
  const decoders = ['mozjpeg_dec', 'squoosh_png_bg', 'webp_dec'];

  test('are the code, all decoders, and the encoders that are needed', () => {
    const { folder, modules } = synthesizeCode(['webp']);
    expect(codecs(modules)).toEqual([...decoders, 'webp_enc_simd']);
    expect(modules.map(({ content_type }) => content_type)).toEqual([
      'application/javascript+module',
      ...Array(4).fill('application/wasm'),
    ]);
    for (const { name, content_file } of modules) {
      const content = readFileSync(path.join(folder, content_file!));
      if (name!.endsWith('.wasm')) expect(WebAssembly.validate(Uint8Array.from(content))).toBe(true);
      else for (const codec of modules.slice(1)) expect(content.includes(`"./${codec.name}"`)).toBe(true);
    }
    expect(readdirSync(path.dirname(path.join(folder, modules[0]!.content_file!)))).toHaveLength(modules.length);
  }, 30_000);

  test('are the same each time, and fit in a worker with all codecs', () => {
    const [first, second] = [
      synthesizeCode(['jpeg', 'png', 'webp', 'avif']),
      synthesizeCode(['jpeg', 'png', 'webp', 'avif']),
    ];
    expect(first.modules).toEqual(second.modules);
    expect(codecs(first.modules).sort()).toEqual(['avif_enc', ...decoders, 'mozjpeg_enc', 'webp_enc_simd'].sort());
    const size = first.modules.reduce(
      (sum, { content_file }) => sum + readFileSync(path.join(first.folder, content_file!)).length,
      0,
    );
    expect(size).toBeLessThan(10_000_000);
  }, 30_000);
});

describe('refused is', () => {
  test.each<[string, Partial<ImagePipelineProps>]>([
    ['UNSUPPORTED memory', { memory: 512 }],
    ['UNSUPPORTED maxInstances', { maxInstances: 2 }],
    ['UNSUPPORTED logRetention', { logRetention: 7 }],
    ['UNSUPPORTED alarms', { alarms: false }],
    ['UNSUPPORTED environment', { environment: { A: 'b' } }],
    ['UNSUPPORTED bundling', { bundling: {} }],
    ['UNSUPPORTED transform', { transform: 'src/watermark.ts' }],
    ['UNSUPPORTED cdn', { cdn: true }],
    ['UNSUPPORTED uploads', { uploads: { auth: 'none' } }],
    ['IMAGE_FORMAT variants.moving.format', { variants: { moving: { width: 10, format: 'gif' } } }],
    ['IMAGE_FORMAT variants.few.quality', { variants: { few: { width: 10, format: 'png', quality: 50 } } }],
    ['IMAGE_VARIANTS variants', { variants: {} }],
    ['IMAGE_VARIANTS variants.vast', { variants: { vast: { width: 9000, height: 9000, fit: 'contain' } } }],
    ['IMAGE_LIMITS maxPixels', { maxPixels: 0 }],
    ['QUEUE_CONCURRENCY maxConcurrency', { maxConcurrency: 251 }],
    ['WORKER_CPU timeout', { timeout: seconds(301) }],
    ['BUCKET_GIVEN source', { source: {} as Bucket }],
  ])('%s', (problem, props) => {
    expect(problemsOf(() => photos(props))).toEqual([problem]);
  });

  test('the source as the place of the results', () => {
    const loop = () =>
      synthesize((stack) => {
        const source = new Bucket(stack, 'Originals');
        new ImagePipeline(stack, 'Photos', { variants, source, results: source });
      });
    expect(problemsOf(loop)).toEqual(['BUCKET_LOOP results']);
  });

  test('not disabled features', () => {
    expect(problemsOf(() => photos({ cdn: false }))).toEqual([]);
  });
});
