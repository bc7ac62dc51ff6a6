import type { RunConstruct } from '../../app-model/run-model';
import type { StreamEvent, StreamResult } from '../../aws/adapter/change';
import type { ChangeFilter } from '../../constructs/change-processor';
import { defaults } from '../../defaults';
import { matchesFilter } from '../../runtime/change-filter';
import { fromStoredItem, toStoredChange } from '../../runtime/stored-json';
import type { Change } from '../../runtime/types';
import { type StreamRecordOptions, tableStream } from '../../testing/events';
import type { LocalFunction } from '../functions/local-function';
import type { Message } from '../queues/message';
import type { Fate } from '../queues/message-queue';
import { effective, semantics } from '../semantics';
import { objectOf } from '../settings';
import type { FunctionBehaviour } from './behaviour';

/** Seconds before changes that failed are delivered again. */
const RETRY_SECONDS = 1;

/** A function that handles the changes of a table. They wait in a queue of its own, in order for each key. */
export const changeProcessor: FunctionBehaviour = {
  oneAtATime: true,
  adapter: () => ({ name: 'change', export: 'change' }),
  connect(construct, fn, parts) {
    const [trigger] = construct.triggers;
    if (trigger?.source === undefined) return;
    const queue = parts.queueAt(construct.path);
    const filter = objectOf<ChangeFilter>(construct, 'filter');
    parts.tableAt(trigger.source).onChange((whole) => {
      const change = asReported(whole, construct);
      if (change === undefined || !matchesFilter(filter, change)) return;
      const options = { group: JSON.stringify(toStoredChange(change).key) };
      queue.send([{ text: JSON.stringify(toStoredChange(change)), options }]);
    });
    const batchSize = effective(construct, 'batchSize', defaults.ChangeProcessor.batchSize.value);
    queue.connect({
      batchSize,
      windowSeconds: batchSize === 1 ? 0 : effective(construct, 'batchWindow', 0),
      maxConcurrency: 1,
      retrySeconds: () => RETRY_SECONDS,
      deliver: (messages) => deliver(fn, trigger.source ?? construct.path, messages),
    });
  },
};

/** The change as the provider reports it; nothing for one that it does not report. */
function asReported(change: Change, { provider }: RunConstruct): Change | undefined {
  const { deletions, old, types } = semantics[provider].changes;
  if (change.type === 'delete' && !deletions) return undefined;
  const type = types === 'exact' || change.type === 'delete' ? change.type : 'upsert';
  return { ...change, type, old: old ? change.old : undefined };
}

async function deliver(fn: LocalFunction, table: string, messages: readonly Message[]): Promise<Fate[]> {
  const changes = messages.map(({ text }) => JSON.parse(text) as StoredChange);
  let stream: StreamEvent | undefined;
  const native = () => {
    stream = tableStream({ table: table.replaceAll('/', '-'), records: changes.map(toRecord) });
    return stream;
  };
  const { value, isNative } = await fn.run({ event: { kind: 'change', table, changes }, native });
  const first = isNative ? firstFailed(value as StreamResult | undefined, stream) : (value as number | undefined);
  // Changes after the first that failed were not tried: this was no attempt of theirs.
  return messages.map(({ id }, index) => ({
    id,
    retry: first !== undefined && index >= first,
    isUntried: first !== undefined && index > first,
  }));
}

type StoredChange = Omit<Change, 'key' | 'new' | 'old'> & { key: object; new?: object; old?: object };

const EVENT_NAMES = { insert: 'INSERT', update: 'MODIFY', upsert: 'MODIFY', delete: 'REMOVE' } as const;

function toRecord({ type, key, new: after, old }: StoredChange): StreamRecordOptions {
  return {
    type: EVENT_NAMES[type],
    key: fromStoredItem(key),
    ...(after && { new: fromStoredItem(after) }),
    ...(old && { old: fromStoredItem(old) }),
  };
}

/** Position of the record that a native handler names by its sequence number. */
function firstFailed(result: StreamResult | undefined, stream: StreamEvent | undefined): number | undefined {
  const [failed] = result?.batchItemFailures ?? [];
  const found = stream?.Records.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === failed?.itemIdentifier);
  return found === -1 ? undefined : found;
}
