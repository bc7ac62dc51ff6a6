import type { Duration } from '../duration';
import type { Problems } from '../errors';
import type { ProviderName } from '../runtime/types';
import { checkRange } from './batch-checks';

const SECONDS_A_DAY = 86_400;
const MAX_DAYS = 36_500;

/** Checks how old objects may become. */
export function checkExpiry(problems: Problems, expireAfter: Duration | undefined): void {
  const days = expireAfter && expireAfter.toSeconds() / SECONDS_A_DAY;
  const why = 'in days: objects expire once a day';
  checkRange(problems, { code: 'BUCKET_EXPIRY', prop: 'expireAfter', value: days, least: 1, most: MAX_DAYS, why });
}

/** How a provider tells its buckets. */
export interface BucketKind {
  readonly provider: ProviderName;
  /** The method that adopts a bucket, if there is one. */
  readonly adopt?: string;
  isBucket(value: unknown): boolean;
}

/** Checks that the buckets which were given are buckets of the provider. */
export function checkBuckets(problems: Problems, given: Readonly<Record<string, unknown>>, kind: BucketKind): void {
  for (const [prop, bucket] of Object.entries(given)) {
    problems.require(bucket === undefined || kind.isBucket(bucket), {
      code: 'BUCKET_GIVEN',
      prop,
      rule: `is no bucket of tradewind/${kind.provider}`,
      fix: kind.adopt ? `give a Bucket, adopt one by ${kind.adopt}, or leave it out` : 'give a Bucket, or leave it out',
    });
  }
}

/** Checks that a pipeline does not write into the bucket that it hears of. */
export function checkResults(
  problems: Problems,
  { source, results }: { readonly source?: unknown; readonly results?: unknown },
): void {
  problems.require(source === undefined || source !== results, {
    code: 'BUCKET_LOOP',
    prop: 'results',
    rule: 'is the source bucket, so each variant would wake the pipeline again, without end',
    fix: 'leave it out, or give another bucket',
  });
}
