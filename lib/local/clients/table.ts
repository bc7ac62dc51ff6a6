import type { TableClient, TablePage } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { fromStoredItem, toStoredItem } from '../../runtime/stored-json.js';
import { ask } from '../adapter/thread.js';
import type { TargetOptions } from './queue.js';

/** The client of a table. `raw` is its path. Items pass between threads as stored JSON, which keeps all types. */
export function tableClient(_name: string, { target }: TargetOptions): BindingFactory {
  return (): TableClient<Record<string, unknown>, string> => ({
    raw: target,
    async get(key) {
      const found = await ask(target, 'table.get', toStoredItem(key));
      return found === undefined ? undefined : fromStoredItem(found);
    },
    async query(query) {
      const { items, cursor } = (await ask(target, 'table.query', query)) as TablePage<unknown>;
      return { items: items.map(fromStoredItem), cursor };
    },
    async put(item, options) {
      await ask(target, 'table.put', { item: toStoredItem(item), ifAbsent: options?.ifAbsent });
    },
    async delete(key) {
      await ask(target, 'table.delete', toStoredItem(key));
    },
  });
}
