import * as path from 'node:path';
import type { Construct } from 'constructs';
import { type ProviderModule, readOnly, writeOnly } from 'tradewind';

const entry = path.join(__dirname, '../../../fixtures/handlers/worker.ts');

/** Constructs that accept a bucket, with buckets that were created elsewhere. */
export function declareAdopters(
  { FileProcessor, ImagePipeline, ScheduledJob }: ProviderModule,
  scope: Construct,
  { originals, small }: { readonly originals: unknown; readonly small: unknown },
): void {
  new FileProcessor(scope, 'Intake', { entry, bucket: originals, prefix: 'inbox/' });
  new FileProcessor(scope, 'Archive', { entry, bucket: originals, prefix: 'old/', deletions: true });
  new ImagePipeline(scope, 'Photos', {
    source: originals,
    results: small,
    prefix: 'photos/',
    variants: { thumb: { width: 64 } },
  });
  new ScheduledJob(scope, 'Count', {
    entry: path.join(__dirname, '../../../fixtures/handlers/job.ts'),
    schedule: 'every hour',
    bindings: { ORIGINALS: readOnly(originals), SMALL: writeOnly(small) },
  });
}
