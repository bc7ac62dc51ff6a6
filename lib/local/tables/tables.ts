import type { RunConstruct } from '../../app-model/run-model';
import type { KeyAttribute, TableIndex } from '../../constructs/state';
import type { IndexKeys, TableOptions } from '../../runtime/item-keys';
import { type Constructs, objectOf, textOf } from '../settings';
import { type TableHost, TableStore } from './table-store';

/** The tables of an app, by the paths of their resources. */
export class Tables {
  private readonly known = new Map<string, TableStore>();

  constructor(
    private readonly constructs: Constructs,
    private readonly host: TableHost,
  ) {}

  /** The table of a resource. @throws TypeError for one whose keys are not known */
  at(path: string): TableStore {
    const found = this.known.get(path) ?? new TableStore(path, this.optionsOf(path), this.host);
    this.known.set(path, found);
    return found;
  }

  private optionsOf(path: string): TableOptions {
    const owner = this.constructs.owner(path);
    if (owner?.kind === 'Table') return declaredKeys(owner);
    // A table that is made elsewhere: its client knows the keys.
    const bound = this.constructs.all.flatMap(({ bindings }) => bindings).find(({ target }) => target === path);
    const options = bound?.client?.options as TableOptions | undefined;
    if (options?.partitionKey === undefined)
      throw new TypeError(`[tradewind:TABLE_KEY] The keys of ${path} are not known.`);
    return options;
  }
}

function declaredKeys(construct: RunConstruct): TableOptions {
  const { partitionKey, sortKey } = construct.settings as {
    readonly partitionKey: KeyAttribute;
    readonly sortKey?: KeyAttribute;
  };
  const indexes = Object.entries(objectOf<Record<string, TableIndex>>(construct, 'indexes') ?? {});
  return {
    partitionKey: keyOf(partitionKey).name,
    sortKey: sortKey === undefined ? undefined : keyOf(sortKey).name,
    timeToLive: textOf(construct, 'timeToLive'),
    indexes: Object.fromEntries(indexes.map(([name, index]) => [name, indexKeys(index)])),
  };
}

function indexKeys({ partitionKey, sortKey }: TableIndex): IndexKeys {
  return { partitionKey: keyOf(partitionKey), sortKey: sortKey === undefined ? undefined : keyOf(sortKey) };
}

function keyOf(key: KeyAttribute): Exclude<KeyAttribute, string> {
  return typeof key === 'string' ? { name: key, type: 'string' } : key;
}
