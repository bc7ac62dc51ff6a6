import type { Delivery } from '../../lib/runtime-images/attempt';
import type { Origin } from '../../lib/runtime-images/image-store';
import { PoisonError } from '../../lib/runtime-images/poison-error';
import { type ImagePlan, settle } from '../../lib/runtime-images/settle';

const KEY = 'cats/tom.jpg';
const NOTE = 'cats/tom.jpg/.attempt';

/** Buckets in memory, with the outcome of the render step. */
function pipeline() {
  const results = new Map<string, Origin>();
  const state = { etag: 'one', writes: [] as string[] };
  const plan = (render: ImagePlan['render'], delivery?: Delivery): ImagePlan => ({
    variants: { thumb: { width: 10 } },
    limits: { maxBytes: 10, maxPixels: 10, maxSide: 10, maxDecodedBytes: 10 },
    deleteVariants: false,
    delivery,
    recipe: () => 'recipe',
    render,
    store: {
      headOriginal: async () => ({ etag: state.etag, size: 5 }),
      readOriginal: async () => new Uint8Array(5),
      originOf: async (key) => results.get(key),
      writeResult: async (key, _result, origin) => {
        state.writes.push(key);
        results.set(key, origin);
      },
      deleteResult: async (key) => void results.delete(key),
    },
  });
  return { results, state, plan };
}

const variant = { bytes: new Uint8Array(1), contentType: 'image/webp', width: 1, height: 1 };
const succeed: ImagePlan['render'] = async () => ({ thumb: variant });
const fail: ImagePlan['render'] = async () => {
  throw new Error('S3 answered 503');
};
const outcome = (run: Promise<unknown>) => run.catch((error) => (error instanceof PoisonError ? error.code : 'failed'));

type Pipeline = ReturnType<typeof pipeline>;

/** A delivery during which the function ends: nothing after the render step runs. */
async function kill({ plan }: Pipeline, delivery: Delivery): Promise<void> {
  await new Promise<void>((begun) => {
    void settle(
      KEY,
      plan(() => {
        begun();
        return new Promise(() => {});
      }, delivery),
    );
  });
}

test('an image that ends its function twice is rejected at the third delivery, and leaves no note', async () => {
  const images = pipeline();
  await kill(images, { id: 'm', attempt: 1 });
  await kill(images, { id: 'm', attempt: 2 });
  expect(await outcome(settle(KEY, images.plan(succeed, { id: 'm', attempt: 3 })))).toBe('KILLED');
  expect([...images.results.keys()]).toEqual([]);
});

test('an image that fails otherwise is tried again each time', async () => {
  const { plan, results } = pipeline();
  for (const attempt of [1, 2, 3, 4, 5]) {
    expect(await outcome(settle(KEY, plan(fail, { id: 'm', attempt })))).toBe('failed');
    expect([...results.keys()]).toEqual([]);
  }
});

test('an image that ended its function once succeeds at the next delivery', async () => {
  const images = pipeline();
  await kill(images, { id: 'm', attempt: 1 });
  expect(await settle(KEY, images.plan(succeed, { id: 'm', attempt: 2 }))).toBe('written');
  expect([...images.results.keys()]).toEqual(['cats/tom.jpg/thumb.webp']);
});

test.each<[string, Delivery, string]>([
  ['another message', { id: 'other', attempt: 3 }, 'one'],
  ['another image with the same key', { id: 'm', attempt: 3 }, 'two'],
])('the note of a killed attempt does not count for %s', async (_name, delivery, etag) => {
  const images = pipeline();
  await kill(images, { id: 'm', attempt: 2 });
  images.state.etag = etag;
  expect(await settle(KEY, images.plan(succeed, delivery))).toBe('written');
  expect(images.results.has(NOTE)).toBe(false);
});

test.each([undefined, { id: 'm', attempt: 1 }])('a first delivery costs nothing extra: %j', async (delivery) => {
  const { plan, state } = pipeline();
  await settle(KEY, plan(succeed, delivery));
  expect(state.writes).toEqual(['cats/tom.jpg/thumb.webp']);
});
