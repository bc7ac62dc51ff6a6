import { describeApp, minutes, ValidationError } from 'tradewind';
import * as netlify from 'tradewind/netlify';
import * as vercel from 'tradewind/vercel';

const context = { 'tradewind:bundling': false };
const variants = { thumb: { width: 64 }, full: { width: 1600, format: 'avif' } } as const;

describe.each([
  ['vercel', vercel, () => new vercel.VercelApp({ context })],
  ['netlify', netlify, () => new netlify.NetlifySite({ context })],
] as const)('ImagePipeline on %s', (name, provider, make) => {
  const create = (props: object = {}) => {
    const app = make();
    return { app, pipeline: new provider.ImagePipeline(app, 'Photos', { variants, ...props } as never) };
  };
  const problemsOf = (create: () => unknown): string[] => {
    try {
      create();
    } catch (error) {
      if (error instanceof ValidationError) return error.problems.map(({ code, prop }) => `${code} ${prop}`);
      throw error;
    }
    return [];
  };

  test('receives uploads on its own route, from callers with a token', () => {
    const { pipeline } = create();
    expect(pipeline.path).toBe('/uploads/photos');
    expect(pipeline.token.variable).toBe('PHOTOS_TOKEN');
    expect(create({ overrides: { path: '/photos' } }).pipeline.path).toBe('/photos');
  });

  test('describes its inputs, outputs and limits in the model', () => {
    const { app, pipeline } = create({ prefix: 'in/' });
    const { constructs } = describeApp(app);
    expect(constructs.map(({ path, kind }) => `${path} ${kind}`)).toEqual([
      'Photos ImagePipeline',
      'Photos/Results Bucket',
      'Photos/Source Bucket',
      'Photos/Token Secret',
    ]);
    const model = constructs[0]!;
    expect(model).toMatchObject({
      provider: name,
      triggers: [{ kind: 'object', on: 'upload in/* by PUT /uploads/photos', function: pipeline.function.node.path }],
      bindings: [
        { name: 'source', target: 'Photos/Source', access: 'read' },
        { name: 'results', target: 'Photos/Results', access: 'write' },
      ],
      limits: { timeoutSeconds: 60, maxBytes: 4_500_000, maxPixels: 50_000_000 },
    });
    // The code is of the library.
    expect(model.functions[0]!.entry).toBeUndefined();
    expect(model.resources).toContainEqual(
      expect.objectContaining({
        purpose: 'Receives uploads below /uploads/photos, and creates thumb, full of each image.',
      }),
    );
  });

  test('uses existing buckets, together with a processor of the same', () => {
    const app = make();
    const [source, results] = ['Originals', 'Variants'].map((id) => new provider.Bucket(app, id)) as [never, never];
    const pipeline = new provider.ImagePipeline(app, 'Photos', { variants, source, results } as never);
    new provider.FileProcessor(app, 'Index', { entry: 'test/fixtures/handlers/worker.ts', bucket: source } as never);
    expect([pipeline.source, pipeline.results]).toEqual([source, results]);
    expect(pipeline.node.children.map(({ node }) => node.id)).toEqual(['Token', 'Function']);
  });

  test('two of them can process their mutual output, because only routes trigger them', () => {
    const app = make();
    const [one, other] = ['One', 'Other'].map((id) => new provider.Bucket(app, id)) as [never, never];
    new provider.ImagePipeline(app, 'There', { variants, source: one, results: other } as never);
    new provider.ImagePipeline(app, 'Back', { variants, source: other, results: one } as never);
    expect(app.node.findAll().flatMap((each) => each.node.validate())).toEqual([]);
  });

  test.each<[string, object]>([
    ['IMAGE_VARIANTS variants', { variants: {} }],
    ['IMAGE_VARIANTS variants.thumb', { variants: { thumb: {} } }],
    ['IMAGE_LIMITS maxBytes', { maxBytes: 4_500_001 }],
    ['IMAGE_LIMITS maxBytes', { maxBytes: 0 }],
    ['IMAGE_LIMITS maxPixels', { maxPixels: 0.5 }],
    ['TIMEOUT_MAX timeout', { timeout: minutes(15) }],
    ['MEMORY_RANGE memory', { memory: 8192 }],
    ['ENV_KEY environment.TZ', { environment: { TZ: 'UTC' } }],
    ['BUCKET_GIVEN source', { source: {} }],
    ['BUCKET_GIVEN results', { results: 'text' }],
    ['ROUTE_SYNTAX overrides.path', { overrides: { path: 'photos' } }],
    ['UNSUPPORTED maxConcurrency', { maxConcurrency: 5 }],
    ['UNSUPPORTED maxInstances', { maxInstances: 5 }],
    ['UNSUPPORTED cdn', { cdn: true }],
    ['UNSUPPORTED uploads', { uploads: { auth: 'none' } }],
    ['UNSUPPORTED alarms', { alarms: false }],
  ])('refuses by %s', (problem, props) => {
    expect(problemsOf(() => create(props))).toContain(problem);
  });

  test('refuses to write to where it reads', () => {
    const app = make();
    const bucket = new provider.Bucket(app, 'Both') as never;
    const props = { variants, source: bucket, results: bucket } as never;
    expect(problemsOf(() => new provider.ImagePipeline(app, 'Photos', props))).toEqual(['BUCKET_LOOP results']);
  });

  test('refuses a path that is taken', () => {
    const { app } = create();
    const props = { variants, overrides: { path: '/uploads/photos' } } as never;
    expect(problemsOf(() => new provider.ImagePipeline(app, 'More', props))).toEqual(['API_ROUTE overrides.path']);
  });

  test('accepts props that state the fixed behaviour', () => {
    expect(problemsOf(() => create({ cdn: false, maxBytes: 4_500_000 }))).toEqual([]);
  });

  test('reports all mistakes at once', () => {
    expect(problemsOf(() => create({ variants: {}, maxBytes: 1e9, cdn: true, source: {} }))).toEqual([
      'IMAGE_LIMITS maxBytes',
      'UNSUPPORTED cdn',
      'IMAGE_VARIANTS variants',
      'BUCKET_GIVEN source',
    ]);
  });
});
