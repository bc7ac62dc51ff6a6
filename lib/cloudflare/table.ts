import { D1Database } from '@cdktf/provider-cloudflare/lib/d1-database';
import type { Queue } from '@cdktf/provider-cloudflare/lib/queue';
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
import { physicalName } from '../terraform/physical-name';
import { lifecycleOf } from '../terraform/retain';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { cloudflareRules } from './prop-rules';
import { CloudflareStack } from './stack/stack';
import type { CloudflareStateTypes } from './state-types';
import { ExistingTable, type ExistingTableProps } from './tables/existing-table';
import type { ITable } from './tables/table-interface';

/** Props of `Table` on Cloudflare. */
export type TableProps = PortableProps<CloudflareStateTypes>;
type Settings = Resolved<'Table', TableProps>;

/** A function that processes the changes of a table, and the queue that triggers it. */
interface Follower {
  readonly path: string;
  readonly queue: Queue;
}

/**
 * A D1 database with one table of items, which its client creates at its first use. D1 has no change events: for
 * `ChangeProcessor`s, the client writes each change to an outbox in the same transaction.
 *
 * @example
 * const orders = new Table<Order>(stack, 'Orders', { partitionKey: 'customer', sortKey: 'placed' });
 * @see https://developers.cloudflare.com/d1/
 */
export class Table<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  /** The database itself. Use it for anything without a prop. */
  readonly database: D1Database;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private readonly followers: Follower[] = [];
  private readonly listeners: (() => void)[] = [];

  /**
   * Imports a table that another app of tradewind created, with its keys, so that functions can be bound to it. The table
   * is not changed. A `ChangeProcessor` cannot follow it, and those of the other app do not receive the writes of this one.
   *
   * @throws ValidationError that lists every mistake in the props
   * @see https://developers.cloudflare.com/d1/
   */
  static fromDatabaseId<Item = Record<string, unknown>>(
    scope: Construct,
    id: string,
    props: ExistingTableProps,
  ): ITable<Item> {
    return new ExistingTable<Item>(scope, id, props);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: TableProps) {
    super(scope, id);
    const settings = readProps(this, 'Table', props, cloudflareRules);
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'Table', props);
    checkTable(problems, settings);
    problems.throwIfAny();
    this.database = this.createDatabase(settings);
    this[bound] = {
      kind: 'table',
      allowed: STORED,
      path: this.database.node.path,
      options: this.clientOptions(settings),
      bindings: (name) => [{ name, type: 'd1', id: this.database.id }, ...this.followerBindings(name)],
      onChange: (changed) => void this.listeners.push(changed),
    };
    recordConstruct(this, { kind: 'Table', provider: 'cloudflare' }, settings);
  }

  /** Triggers a function for changes: writers receive the queue that triggers it. @internal */
  follow(path: string, queue: Queue): void {
    this.followers.push({ path, queue });
    for (const changed of this.listeners) changed();
  }

  private createDatabase({ removalPolicy, overrides }: Settings): D1Database {
    const database = new D1Database(this, 'Database', {
      accountId: CloudflareStack.of(this).accountId,
      name: physicalName(this.node.path, { most: 63, hashed: this.node.path }),
      // Without this setting, the provider's plan is never empty.
      readReplication: { mode: 'disabled' },
      lifecycle: lifecycleOf(removalPolicy),
      ...overrides.database,
    });
    explain(database, {
      type: 'cloudflare_d1_database',
      purpose: 'Stores the items, and the changes that are not processed yet.',
    });
    return database;
  }

  private clientOptions(settings: Settings) {
    const { partitionKey, sortKey, timeToLive } = settings;
    return {
      table: this.node.path,
      partitionKey: keyName(partitionKey),
      sortKey: sortKey && keyName(sortKey),
      timeToLive,
      indexes: indexesOf(settings),
    };
  }

  private followerBindings(name: string) {
    if (this.followers.length === 0) return [];
    const paths = JSON.stringify(this.followers.map(({ path }) => path));
    return [
      { name: `${name}_FOLLOWERS`, type: 'plain_text', text: paths },
      ...this.followers.map(({ queue }, index) => {
        return { name: `${name}_FOLLOWER_${index}`, type: 'queue', queueName: queue.queueName };
      }),
    ];
  }
}
