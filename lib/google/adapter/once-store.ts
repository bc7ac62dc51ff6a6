import type { Claim, OnceStore } from '../../runtime/once.js';
import type { Firestore, FirestoreDocument } from '../clients/firestore.js';
import { type FirestoreFields, fromValue } from '../clients/firestore-values.js';

/** For how long things are remembered. */
export interface OnceTimes {
  /** How long work that has begun counts as going on: it may have crashed. */
  readonly busySeconds: number;
  /** How long work that is done is remembered. */
  readonly expireAfterSeconds: number;
}

/** The collection of what was done, which Firestore empties by `expires`. */
export const WORK = 'work';

/** Remembers in a database of Firestore which work was done. */
export function onceStore(database: Firestore, { busySeconds, expireAfterSeconds }: OnceTimes): OnceStore {
  const pathOf = (key: string) => `${WORK}/${key}`;
  const held = (key: string, owner: string) => ({
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
    async claim(key) {
      const owner = crypto.randomUUID();
      const claimed: Claim = { state: 'claimed', held: held(key, owner) };
      let condition: false | string = false;
      for (;;) {
        if (await database.put(pathOf(key), fieldsOf('busy', owner, busySeconds), condition)) return claimed;
        const found = await database.get(pathOf(key));
        // The answer to the write was lost, and it was sent again.
        if (ownerOf(found) === owner) return claimed;
        const claim = found && judge(found);
        if (claim !== undefined) return claim;
        // Gone since then, or it holds no longer.
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

/** Meaning of a document for a new claim; undefined when it no longer holds. */
function judge({ fields: { state, expires } }: FirestoreDocument): Claim | undefined {
  const secondsLeft = (Date.parse(String(expires && fromValue(expires))) - Date.now()) / 1000;
  if (!(secondsLeft > 0)) return undefined;
  return state && fromValue(state) === 'done' ? { state: 'done' } : { state: 'busy', secondsLeft };
}
