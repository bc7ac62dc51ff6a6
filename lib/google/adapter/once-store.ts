import type { Claim, OnceStore } from '../../runtime/once.js';
import type { Firestore } from '../clients/firestore.js';
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
  const after = (seconds: number, state: string): FirestoreFields => ({
    state: { stringValue: state },
    expires: { timestampValue: new Date(Date.now() + seconds * 1000).toISOString() },
  });
  const claim = async (key: string): Promise<Claim> => {
    if (await database.put(pathOf(key), after(busySeconds, 'busy'), false)) return { state: 'claimed' };
    const found = await database.get(pathOf(key));
    // Gone since then.
    if (found === undefined) return await claim(key);
    const secondsLeft = (Date.parse(String(fromValue(found.fields.expires!))) - Date.now()) / 1000;
    if (secondsLeft > 0)
      return fromValue(found.fields.state!) === 'done' ? { state: 'done' } : { state: 'busy', secondsLeft };
    const taken = await database.put(pathOf(key), after(busySeconds, 'busy'), found.updateTime);
    return taken ? { state: 'claimed' } : { state: 'busy', secondsLeft: busySeconds };
  };
  return {
    claim,
    async complete(key) {
      await database.put(pathOf(key), after(expireAfterSeconds, 'done'));
    },
    release: (key) => database.delete(pathOf(key)),
  };
}
