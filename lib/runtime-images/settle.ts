import { attempt, type Delivery, isNote } from './attempt.js';
import type { ImageStore, OriginalHead } from './image-store.js';
import { variantKeys } from './keys.js';
import { checkSize } from './limits.js';
import { PoisonError } from './poison-error.js';
import type { ImageLimits, ImageVariant, RenderedVariant } from './types.js';

/** Settings by which a pipeline makes results. */
export interface ImagePlan {
  readonly variants: Readonly<Record<string, ImageVariant>>;
  readonly limits: ImageLimits;
  /** `true` if results are deleted with their original. */
  readonly deleteVariants: boolean;
  readonly store: ImageStore;
  /** Delivery of the message behind this work; absent where messages are not delivered again. */
  readonly delivery?: Delivery;
  recipe(variant: ImageVariant): string;
  render(
    bytes: Uint8Array,
    variants: Readonly<Record<string, ImageVariant>>,
    key: string,
  ): Promise<Record<string, RenderedVariant>>;
}

/** State of an original's results. */
export type Outcome = 'current' | 'removed' | 'written';

/** Number of changes to an original during processing after which it is left to the next delivery. */
const MAX_ROUNDS = 5;

/**
 * Makes the results match the original as it is now, whatever the event was: events arrive twice, late, and in any
 * order. After each change it reads the original again, since another delivery may have acted on an earlier state.
 * @throws PoisonError when the original can never be processed
 */
export async function settle(key: string, plan: ImagePlan): Promise<Outcome> {
  let outcome: Outcome = 'current';
  let seen: string | undefined;
  let poison: PoisonError | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const head = await plan.store.headOriginal(key);
    const state = head?.etag ?? '';
    if (state === seen) return finish(outcome, poison);
    poison = undefined;
    const done = await applyOriginal(key, head, plan).catch((error) => {
      if (!(error instanceof PoisonError)) throw error;
      poison = error;
      // Variants of the image that this one replaced.
      return removeResults(key, plan);
    });
    if (done === 'current') return finish(outcome, poison);
    if (done === 'changed') continue;
    outcome = done;
    seen = state;
  }
  throw new Error('The object changes faster than it can be processed');
}

function finish(outcome: Outcome, poison: PoisonError | undefined): Outcome {
  if (poison) throw poison;
  return outcome;
}

async function applyOriginal(
  key: string,
  head: OriginalHead | undefined,
  plan: ImagePlan,
): Promise<Outcome | 'changed'> {
  if (!head) return removeResults(key, plan);
  // Consoles create such an object for a folder, and another pipeline leaves notes where its variants are.
  if (head.size === 0 && (key.endsWith('/') || isNote(key))) return 'current';
  const outdated = await findOutdated(key, head, plan);
  if (Object.keys(outdated).length === 0) return 'current';
  checkSize(head.size, plan.limits);
  return attempt({ ...plan, key, etag: head.etag }, async () => {
    const bytes = await plan.store.readOriginal(key, head.etag);
    if (!bytes) return 'changed';
    await writeResults(key, head, bytes, outdated, plan);
    return 'written';
  });
}

/** Returns the variants that are missing, or were made from another image or by another recipe. */
async function findOutdated(key: string, { etag }: OriginalHead, { variants, store, recipe }: ImagePlan) {
  const keys = Object.entries(variantKeys(key, variants));
  const outdated = await Promise.all(
    keys.map(async ([name, resultKey]) => {
      const variant = variants[name]!;
      const origin = await store.originOf(resultKey);
      return origin?.etag === etag && origin.recipe === recipe(variant) ? [] : [[name, variant] as const];
    }),
  );
  return Object.fromEntries(outdated.flat());
}

async function writeResults(
  key: string,
  { etag }: OriginalHead,
  bytes: Uint8Array,
  variants: Readonly<Record<string, ImageVariant>>,
  plan: ImagePlan,
): Promise<void> {
  // All of them before the first is written, so that an image that fails half way leaves nothing.
  const rendered = await plan.render(bytes, variants, key);
  const keys = variantKeys(key, variants);
  const writes = Object.entries(rendered).map(([name, result]) =>
    plan.store.writeResult(keys[name]!, result, { etag, recipe: plan.recipe(variants[name]!) }),
  );
  await Promise.all(writes);
}

async function removeResults(key: string, { variants, deleteVariants, store }: ImagePlan): Promise<Outcome> {
  if (!deleteVariants) return 'current';
  await Promise.all(Object.values(variantKeys(key, variants)).map((resultKey) => store.deleteResult(resultKey)));
  return 'removed';
}
