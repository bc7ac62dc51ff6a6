import type { BucketClient } from '../runtime/clients.js';
import type { ObjectEvent } from '../runtime/types.js';

/** Where word is kept of uploads that are not done, in the bucket. No upload is taken there. */
export const RECORDS = '.uploads/';

/** Why an upload was given up. */
export interface Failure {
  /** How often it was worked on. */
  readonly attempts: number;
  readonly reason: string;
  /** For what fails each time, whatever is done. */
  readonly code?: string;
}

/** Word of an upload, from before it is answered until its work is done. What ends in between leaves it behind. */
export interface UploadRecord {
  /** The request: sent again, it is worked on again. */
  readonly method: string;
  readonly path: string;
  readonly event: ObjectEvent;
  /** Absent while it is worked on, and for ever when the invocation ended before. */
  readonly failed?: Failure;
}

/** Keeps word of an upload, in the place of what was kept of it before. */
export async function keepRecord(bucket: BucketClient, record: UploadRecord): Promise<void> {
  await bucket.put(keyOf(record), JSON.stringify(record), { contentType: 'application/json' });
}

/** Forgets an upload that is done. */
export async function dropRecord(bucket: BucketClient, record: UploadRecord): Promise<void> {
  await bucket.delete(keyOf(record));
}

function keyOf({ event }: UploadRecord): string {
  return `${RECORDS}${event.id}.json`;
}
