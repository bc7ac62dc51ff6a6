import { settleChanges } from '../../runtime/batches.js';
import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { fromStoredItem } from '../../runtime/stored-json.js';
import type { Change } from '../../runtime/types.js';
import { localContext } from './context.js';
import { callNative } from './native.js';
import { answerInvocations, type Work } from './thread.js';

/** Turns the export of an entry into a thread that handles the changes of a table. */
export function change(exported: unknown, { bindings }: Setup = {}): Work {
  const { portable, native } = resolveHandler(exported, 'change');
  const env = createEnv(process.env, bindings);
  const work: Work = native ? (invocation) => callNative(native, invocation) : portableWork(portable, env);
  answerInvocations(native !== undefined, work);
  return work;
}

/** The result is the position of the first change that is to be delivered again, if there is one. */
function portableWork(handler: HandlerOf<'change'>, env: object): Work {
  return async (invocation) => {
    const ctx = localContext(invocation);
    if (invocation.event.kind !== 'change') throw new TypeError('The event is no batch of changes');
    const { table, changes } = invocation.event;
    const batch = { table, changes: changes.map((each) => fromStoredChange(each as StoredChange)) };
    const result = await settleChanges(batch, (given) => handler.change(given, env, ctx), ctx.log);
    return { result, settled: ctx.settled() };
  };
}

/** A change whose items are stored JSON. */
type StoredChange = Omit<Change, 'key' | 'new' | 'old'> & { key: object; new?: object; old?: object };

function fromStoredChange({ key, new: after, old, ...rest }: StoredChange): Change {
  return {
    ...rest,
    key: fromStoredItem(key) as Change['key'],
    ...(after !== undefined && { new: fromStoredItem(after) }),
    ...(old !== undefined && { old: fromStoredItem(old) }),
  };
}
