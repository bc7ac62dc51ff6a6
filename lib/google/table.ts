import type { FirestoreDatabase } from '@cdktf/provider-google/lib/firestore-database';
import { FirestoreField } from '@cdktf/provider-google/lib/firestore-field';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { STORED } from '../constructs/bindings/bound-resource';
import { readProps } from '../constructs/read-props';
import type { TableProps as PortableProps } from '../constructs/state';
import { checkTable, indexesOf, keyName } from '../constructs/table-checks';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { TableClient, TableReader, TableWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { standsFor } from '../terraform/physical-id';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { FIELDS, ITEMS } from './clients/documents';
import { googleRules } from './prop-rules';
import type { GoogleStateTypes } from './state-types';
import { createDatabase, expireDocuments, grantDatabase } from './tables/database';
import { ExistingTable, type ExistingTableProps } from './tables/existing-table';
import { createIndexes } from './tables/table-indexes';
import type { ITable } from './tables/table-interface';

/** Props of `Table` on Google Cloud. */
export type TableProps = PortableProps<GoogleStateTypes>;
type Settings = Resolved<'Table', TableProps>;

/** Key attributes of a table, which identify the item of a change. */
export interface TableKeys {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

/**
 * A database of Firestore in native mode, billed by request: `partitions/<partition>/items/<sort>`. The content of an item is
 * not indexed, which keeps writes cheap and allows large items; queries use the keys.
 *
 * @example
 * const orders = new Table<Order>(stack, 'Orders', { partitionKey: 'customer', sortKey: 'placed' });
 * @see https://cloud.google.com/firestore/docs/best-practices
 */
export class Table<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  /** The database itself. Use it for anything without a prop. */
  readonly database: FirestoreDatabase;
  /** Names of its keys. */
  readonly keys: TableKeys;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /**
   * Imports a table that another app of tradewind created, with its keys, so that functions can be bound to it. The table
   * is not changed, and a `ChangeProcessor` cannot follow it.
   *
   * @throws ValidationError that lists every mistake in the props
   * @see https://cloud.google.com/firestore/docs/manage-databases
   */
  static fromTableName<Item = Record<string, unknown>>(
    scope: Construct,
    id: string,
    props: ExistingTableProps,
  ): ITable<Item> {
    return new ExistingTable<Item>(scope, id, props);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const settings = readProps(this, 'Table', props, googleRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'Table', props);
    checkTable(problems, settings);
    problems.throwIfAny();
    const { partitionKey, sortKey, timeToLive } = settings;
    this.keys = { partitionKey: keyName(partitionKey), sortKey: sortKey && keyName(sortKey) };
    this.database = this.createDatabase(settings);
    standsFor(this.database, `table ${this.database.nameInput}`);
    createIndexes(this, this.database, indexesOf(settings));
    this[bound] = {
      kind: 'table',
      allowed: STORED,
      path: this.database.node.path,
      value: this.database.id,
      options: { ...this.keys, timeToLive, indexes: indexesOf(settings) },
      grant: (grantee, access) => grantDatabase(this.database.name, grantee, access),
    };
    const model = { kind: 'Table', provider: 'google' } as const;
    recordConstruct(this, model, settings);
  }

  private createDatabase({ removalPolicy, timeToLive, overrides }: Settings): FirestoreDatabase {
    const database = createDatabase(this, 'Database', {
      removalPolicy,
      purpose: 'Stores the items, and publishes their changes.',
      overrides: overrides.database,
    });
    const unindexed = new FirestoreField(this, 'Item', {
      database: database.name,
      collection: ITEMS,
      field: FIELDS.item,
      indexConfig: {},
    });
    const purpose = 'Keeps Firestore from indexing each attribute of each item, which costs money and has a limit.';
    explain(unindexed, { type: 'google_firestore_field', purpose });
    if (timeToLive !== undefined)
      expireDocuments(this, database, { collection: ITEMS, field: FIELDS.expires, prop: 'timeToLive' });
    return database;
  }
}
