import { checkSize } from '../../images/inspect.js';
import { variantKeys } from '../../images/keys.js';
import { PoisonError } from '../../images/poison-error.js';
import { renderVariants } from '../../images/process.js';
import type { ImageTransform, ImageVariant } from '../../images/types.js';
import { type ImageSettings, variantHash } from './image-settings.js';
import { deleteObject, headObject, type ObjectHead, type ObjectName, readObject, writeObject } from './image-store.js';

/** How a pipeline makes results. */
export interface ImageWork {
  readonly settings: ImageSettings;
  readonly transform?: ImageTransform;
}

/** What has become of the results of a source. */
export type Outcome = 'current' | 'removed' | 'written';

/** Sources that change more often than this while they are processed are left to the next delivery. */
const MAX_ROUNDS = 5;

/**
 * For browsers and content delivery networks: five minutes, then they ask again. A new image gets the keys of the old one,
 * so that a long life would show the old one, or one that was deleted; equal images have equal ETags and cost a 304.
 */
const CACHE_CONTROL = 'max-age=300';

/**
 * Makes the results fit the source as it is now, whatever the event was that led here: events come twice, late, and in
 * any order. After each change it looks at the source again, since another delivery may have acted on what it saw of it.
 * @throws PoisonError when the source can never be processed
 */
export async function settle(source: ObjectName, work: ImageWork): Promise<Outcome> {
  let outcome: Outcome = 'current';
  let seen: string | undefined;
  let poison: PoisonError | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const head = await headObject(source);
    const state = head?.etag ?? '';
    if (state === seen) return finish(outcome, poison);
    poison = undefined;
    const done = await applySource(source, head, work).catch((error) => {
      if (!(error instanceof PoisonError)) throw error;
      poison = error;
      // Those of the image that this one replaced.
      return removeResults(source, work);
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

async function applySource(
  source: ObjectName,
  head: ObjectHead | undefined,
  work: ImageWork,
): Promise<Outcome | 'changed'> {
  if (!head) return removeResults(source, work);
  // Consoles make such an object for a folder.
  if (head.size === 0 && source.key.endsWith('/')) return 'current';
  const outdated = await findOutdated(source, head, work);
  if (Object.keys(outdated).length === 0) return 'current';
  checkSize(head.size, work.settings.limits);
  const bytes = await readObject(source, head.etag, work.settings.limits);
  if (!bytes) return 'changed';
  await writeResults(source, head, bytes, outdated, work);
  return 'written';
}

/** The variants that are missing, or were made of another image or by another recipe. */
async function findOutdated({ key }: ObjectName, source: ObjectHead, { settings, transform }: ImageWork) {
  const keys = Object.entries(variantKeys(key, settings.variants));
  const outdated = await Promise.all(
    keys.map(async ([name, key]) => {
      const head = await headObject({ bucket: settings.results, key });
      const same =
        head?.metadata('source-etag') === source.etag &&
        head.metadata('variant') === variantHash(settings.variants[name]!, transform);
      return same ? [] : [[name, settings.variants[name]!] as const];
    }),
  );
  return Object.fromEntries(outdated.flat());
}

async function writeResults(
  { bucket, key }: ObjectName,
  { etag }: ObjectHead,
  bytes: Uint8Array,
  variants: Readonly<Record<string, ImageVariant>>,
  { settings, transform }: ImageWork,
): Promise<void> {
  const step = transform && { transform, bucket, key };
  // All of them before the first is written, so that an image which breaks half way leaves nothing.
  const rendered = await renderVariants(bytes, variants, settings.limits, step);
  const keys = variantKeys(key, variants);
  const writes = Object.entries(rendered).map(([name, { bytes, contentType }]) =>
    writeObject({ bucket: settings.results, key: keys[name]! }, bytes, {
      'content-type': contentType,
      'cache-control': CACHE_CONTROL,
      'x-amz-meta-source-etag': etag,
      'x-amz-meta-variant': variantHash(variants[name]!, transform),
    }),
  );
  await Promise.all(writes);
}

async function removeResults({ key }: ObjectName, { settings }: ImageWork): Promise<Outcome> {
  if (!settings.deleteVariants) return 'current';
  const keys = Object.values(variantKeys(key, settings.variants));
  await Promise.all(keys.map((key) => deleteObject({ bucket: settings.results, key })));
  return 'removed';
}
