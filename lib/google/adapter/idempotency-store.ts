import type { IdempotencyRecord, IdempotencyStore } from '../../runtime/idempotency.js';
import type { Firestore, FirestoreDocument } from '../clients/firestore.js';
import { type FirestoreFields, fromValue } from '../clients/firestore-values.js';

/** Lifetimes of records. */
export interface IdempotencyTimes {
  /** Lifetime of a started record: the worker may have crashed. */
  readonly busySeconds: number;
  /** Lifetime of a record after the work is done. */
  readonly expireAfterSeconds: number;
}

/** Collection of the records. Firestore deletes them by `expires`. */
export const WORK = 'work';

/** Stores idempotency records in a Firestore database. */
export function idempotencyStore(
  database: Firestore,
  { busySeconds, expireAfterSeconds }: IdempotencyTimes,
): IdempotencyStore {
  const pathOf = (key: string) => `${WORK}/${key}`;
  const ownRecord = (key: string, owner: string) => ({
    async complete() {
      await database.put(pathOf(key), fieldsOf('done', '', expireAfterSeconds));
    },
    async release() {
      const found = await database.get(pathOf(key));
      // Not deleted: only a write can be bound to what was read.
      if (ownerOf(found) === owner) await database.put(pathOf(key), fieldsOf('busy', '', 0), found!.updateTime);
    },
  });
  return {
    async start(key) {
      const owner = crypto.randomUUID();
      const started: IdempotencyRecord = { state: 'started', own: ownRecord(key, owner) };
      let condition: false | string = false;
      for (;;) {
        if (await database.put(pathOf(key), fieldsOf('busy', owner, busySeconds), condition)) return started;
        const found = await database.get(pathOf(key));
        // The answer to the write was lost, and it was sent again.
        if (ownerOf(found) === owner) return started;
        const existing = found && activeRecord(found);
        if (existing !== undefined) return existing;
        // Deleted meanwhile, or expired.
        condition = found?.updateTime ?? false;
      }
    },
  };
}

function fieldsOf(state: 'busy' | 'done', owner: string, seconds: number): FirestoreFields {
  return {
    state: { stringValue: state },
    owner: { stringValue: owner },
    expires: { timestampValue: new Date(Date.now() + seconds * 1000).toISOString() },
  };
}

function ownerOf(found: FirestoreDocument | undefined): unknown {
  return found?.fields.owner && fromValue(found.fields.owner);
}

/** Record in a document; undefined when it has expired. */
function activeRecord({ fields: { state, expires } }: FirestoreDocument): IdempotencyRecord | undefined {
  const secondsLeft = (Date.parse(String(expires && fromValue(expires))) - Date.now()) / 1000;
  if (!(secondsLeft > 0)) return undefined;
  return state && fromValue(state) === 'done' ? { state: 'done' } : { state: 'busy', secondsLeft };
}
