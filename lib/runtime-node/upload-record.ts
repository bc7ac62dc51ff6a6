import type { BucketClient } from '../runtime/clients.js';
import type { ObjectEvent } from '../runtime/types.js';

/** Prefix in the bucket for the records of unfinished uploads. Uploads to it are refused. */
export const RECORDS = '.uploads/';

/** Reason why an upload was given up. */
export interface Failure {
  /** Number of attempts. */
  readonly attempts: number;
  readonly reason: string;
  /** `true` for work that fails at every attempt. */
  readonly code?: string;
}

/**
 * Record of an upload, kept from before it is answered until its work is done. Work that ends in between leaves it
 * behind.
 */
export interface UploadRecord {
  /** Original request: to send it again starts the work again. */
  readonly method: string;
  readonly path: string;
  readonly event: ObjectEvent;
  /** Absent during the work, and permanently if the invocation ended before. */
  readonly failed?: Failure;
}

/** Writes the record of an upload, in the place of an earlier one. */
export async function keepRecord(bucket: BucketClient, record: UploadRecord): Promise<void> {
  await bucket.put(keyOf(record), JSON.stringify(record), { contentType: 'application/json' });
}

/** Deletes the record of an upload that is done. */
export async function dropRecord(bucket: BucketClient, record: UploadRecord): Promise<void> {
  await bucket.delete(keyOf(record));
}

function keyOf({ event }: UploadRecord): string {
  return `${RECORDS}${event.id}.json`;
}
