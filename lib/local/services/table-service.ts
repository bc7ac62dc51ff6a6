import type { TableKey, TableQuery } from '../../runtime/clients';
import { fromStoredItem, toStoredItem } from '../../runtime/stored-json';
import type { TableStore } from '../tables/table-store';
import type { Service } from './service';

/** Answers the clients of tables. Items are stored JSON. */
export function tableService(at: (path: string) => TableStore): Service {
  return async (target, method, input) => {
    const { client } = at(target);
    if (method === 'table.query') {
      const { items, cursor } = await client.query(input as TableQuery);
      return { items: items.map(toStoredItem), cursor };
    }
    if (method === 'table.put') {
      const { item, ifAbsent } = input as { readonly item: object; readonly ifAbsent?: boolean };
      return client.put(fromStoredItem(item), { ifAbsent });
    }
    const key = fromStoredItem(input) as TableKey;
    if (method === 'table.delete') return client.delete(key);
    const found = await client.get(key);
    return found && toStoredItem(found);
  };
}
