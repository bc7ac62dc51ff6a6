import type { Duration } from '../duration';
import type { Problems } from '../errors';
import type { ProviderName } from '../runtime/types';
import { checkRange } from './batch-checks';

const SECONDS_A_DAY = 86_400;
const MAX_DAYS = 36_500;

/** Checks the age at which objects expire. */
export function checkExpiry(problems: Problems, expireAfter: Duration | undefined): void {
  const days = expireAfter && expireAfter.toSeconds() / SECONDS_A_DAY;
  const why = 'in days: objects expire once a day';
  checkRange(problems, { code: 'BUCKET_EXPIRY', prop: 'expireAfter', value: days, least: 1, most: MAX_DAYS, why });
}

/** Recognizes the buckets of a provider. */
export interface BucketKind {
  readonly provider: ProviderName;
  /** Method that imports a bucket, if there is one. */
  readonly adopt?: string;
  isBucket(value: unknown): boolean;
}

/** Checks that given buckets are of the provider. */
export function checkBuckets(problems: Problems, given: Readonly<Record<string, unknown>>, kind: BucketKind): void {
  for (const [prop, bucket] of Object.entries(given)) {
    problems.require(bucket === undefined || kind.isBucket(bucket), {
      code: 'BUCKET_GIVEN',
      prop,
      rule: `is not a bucket of tradewind/${kind.provider}`,
      fix: kind.adopt
        ? `give a Bucket, import one with ${kind.adopt}, or omit the prop`
        : 'give a Bucket, or omit the prop',
    });
  }
}

/** Checks that a pipeline does not write to the bucket that triggers it. */
export function checkResults(
  problems: Problems,
  { source, results }: { readonly source?: unknown; readonly results?: unknown },
): void {
  problems.require(source === undefined || source !== results, {
    code: 'BUCKET_LOOP',
    prop: 'results',
    rule: 'is the source bucket, so each variant would trigger the pipeline again, endlessly',
    fix: 'omit the prop, or give another bucket',
  });
}
