import { describeApp, readOnly } from 'tradewind';
import * as netlify from 'tradewind/netlify';
import type { BucketReader, EnvOf } from 'tradewind/runtime';
import * as vercel from 'tradewind/vercel';
import { boundResource } from '../../lib/build-output/bound';
import { problemsOf } from '../problems';

const context = { 'tradewind:bundling': false };
const PROVIDERS = {
  vercel: { library: vercel, make: () => new vercel.VercelApp({ context }), options: { prefix: 'photos-of-2019/' } },
  netlify: { library: netlify, make: () => new netlify.NetlifySite({ context }), options: { store: 'photos-of-2019' } },
};

describe.each(Object.entries(PROVIDERS))('Bucket.fromBucketName on %s', (_provider, { library, make, options }) => {
  test('is bound by its name', () => {
    const app = make();
    const photos = library.Bucket.fromBucketName(app, 'Photos', 'photos-of-2019');
    expect(boundResource(photos)?.client.options).toEqual(options);
    const bindings = { PHOTOS: readOnly(photos) };
    const typed = (env: EnvOf<typeof bindings>): BucketReader => env.PHOTOS;
    expect(typed).toBeDefined();
    new library.ApiFunction(app, 'Api', { entry: 'test/fixtures/handlers/orders.ts', auth: 'none', bindings } as never);
    const [api] = describeApp(app).constructs;
    expect(api!.bindings).toEqual([expect.objectContaining({ name: 'PHOTOS', target: 'Photos', access: 'read' })]);
  });

  test.each(['a/b', '', '-x', undefined])('refuses the name %p', (name) => {
    const declare = () => library.Bucket.fromBucketName(make(), 'Photos', name as never);
    expect(problemsOf(declare)).toEqual(['BUCKET_NAME bucketName']);
  });

  test('a processor refuses it', () => {
    const app = make();
    const bucket = library.Bucket.fromBucketName(app, 'Photos', 'photos') as never;
    const declare = () =>
      new library.FileProcessor(app, 'Intake', { entry: 'test/fixtures/handlers/worker.ts', bucket });
    expect(problemsOf(declare)).toEqual(['BUCKET_GIVEN bucket']);
  });
});
