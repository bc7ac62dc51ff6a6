import { settleChanges } from '../../runtime/batches.js';
import { matchesFilter } from '../../runtime/change-filter.js';
import { createContext, timeLeft } from '../../runtime/context.js';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { toStoredChange } from '../../runtime/stored-json.js';
import type { Change } from '../../runtime/types.js';
import { createLog } from '../../runtime-node/log.js';
import { FIELDS } from '../clients/documents.js';
import { fromValue } from '../clients/firestore-values.js';
import { googleApi } from '../clients/google-api.js';
import { createQueueClient, type RawQueue } from '../clients/queue.js';
import { decodeFirestoreEvent, type EventDocument } from './firestore-event.js';

/** Options of the adapter, which the construct sets. */
export interface ChangeOptions {
  readonly timeoutSeconds: number;
  /** Name of the table, in events. */
  readonly table: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly maxAgeSeconds: number;
  readonly filter?: Parameters<typeof matchesFilter>[0];
}

/** An event as the Functions Framework hands it over. @see https://cloud.google.com/eventarc/docs/cloudevents */
export interface FirestoreCloudEvent {
  readonly id: string;
  readonly time?: string;
  readonly data?: Uint8Array;
}

/** A function as the Functions Framework calls it for events. */
export type EventFunction = (event: FirestoreCloudEvent) => Promise<void>;

/** Creates a function for changes in Firestore from the export of an entry. A native function is returned unchanged. */
export function change(exported: unknown, { options, bindings }: SetupWith<ChangeOptions>): EventFunction {
  const { native, portable } = resolveHandler(exported, 'change');
  if (native) return native;
  const handler: HandlerOf<'change'> = portable;
  const settings = options;
  const env = createEnv(process.env, bindings);
  return async (event) => {
    const ctx = createContext({
      provider: 'google',
      requestId: event.id,
      raw: event,
      log: createLog(event.id),
      remainingTime: timeLeft(settings.timeoutSeconds),
    });
    try {
      const told = toChange(event, settings);
      if (!matchesFilter(settings.filter, told)) return;
      const batch = { table: settings.table, changes: [told] };
      const failed = await settleChanges(batch, (changes) => handler.change(changes, env, ctx), ctx.log);
      if (failed === undefined) return;
      if (Date.now() - Date.parse(told.time) <= settings.maxAgeSeconds * 1000)
        throw new Error('The change failed. Google sends it again.');
      ctx.log.error('The change was given up', undefined, { changeId: told.id, reason: 'it is too old' });
      await keep(told);
    } finally {
      await ctx.settled();
    }
  };
}

/** Sends a change that was given up to the topic of failed changes. */
async function keep(told: Change): Promise<void> {
  const { PUBSUB_EMULATOR_HOST: emulator, TRADEWIND_FAILED_CHANGES: topic } = process.env;
  const host = emulator === undefined ? 'https://pubsub.googleapis.com' : `http://${emulator}`;
  const raw: RawQueue = { api: googleApi(), topic: String(topic), host };
  await createQueueClient(raw).send(toStoredChange(told));
}

/** @throws TypeError when the event is not of a document of the table */
export function toChange(event: FirestoreCloudEvent, { partitionKey, sortKey }: ChangeOptions): Change {
  const { value, oldValue } = decodeFirestoreEvent(event.data ?? new Uint8Array());
  const [after, before] = [itemOf(value), itemOf(oldValue)];
  const item = after ?? before;
  if (item === undefined) throw new TypeError('The event is not a change of a table');
  const names = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return {
    id: event.id,
    type: after === undefined ? 'delete' : before === undefined ? 'insert' : 'update',
    key: Object.fromEntries(names.map((name) => [name, keyOf(item, name)])),
    new: after,
    old: before,
    time: new Date(event.time ?? Date.now()).toISOString(),
  };
}

function keyOf(item: Record<string, unknown>, name: string) {
  return item[name] as string | number | bigint;
}

function itemOf(document: EventDocument | undefined): Record<string, unknown> | undefined {
  const item = document?.fields[FIELDS.item];
  return item && (fromValue(item) as Record<string, unknown>);
}
