import type { Store } from '@netlify/blobs';
import { firstFound, writeIf } from './records.js';
import { activeRecord, WORK, type WorkRecord } from './work-record.js';

/** Prefix of reminders: names of records by the hour after which they may be deleted. */
const FORGET = 'forget/';
const HOUR = 3_600_000;
/** Longer than the duration of a sweep. */
const HOLD_MS = 60_000;
const AT_ONCE = 20;

/** Stores a reminder to delete a record after it expires, in milliseconds since 1970. */
export async function remindOf(store: Store, name: string, time: number): Promise<void> {
  // An hour more, for work that exceeds its timeout.
  await store.set(`${FORGET}${Math.ceil(time / HOUR) + 1}/${name}`, name);
}

/** Deletes expired records, until none is left or the time is up. */
export async function forget(store: Store, end: number): Promise<void> {
  const { directories } = await store.list({ prefix: FORGET, directories: true });
  for (const [, hour = ''] of directories.map((each) => each.split('/'))) {
    if (Number(hour) * HOUR > Date.now()) continue;
    for await (const { blobs } of store.list({ prefix: `${FORGET}${hour}/`, paginate: true })) {
      for (let from = 0; from < blobs.length; from += AT_ONCE) {
        if (Date.now() >= end) return;
        await Promise.all(blobs.slice(from, from + AT_ONCE).map(({ key }) => forgetOne(store, key)));
      }
    }
  }
}

async function forgetOne(store: Store, reminder: string): Promise<void> {
  const found = await firstFound<WorkRecord>(store, WORK + reminder.split('/')[2]!);
  // A valid record belongs to a later message, which has its own reminder.
  if (found !== undefined && activeRecord(found.value) === undefined) {
    const held: WorkRecord = { state: 'busy', owner: 'sweep', until: Date.now() + HOLD_MS };
    // No other run can claim it while it is deleted.
    if (await writeIf(store, found.key, held, found.etag)) await store.delete(found.key);
  }
  await store.delete(reminder);
}
