import { app, type CosmosDBHandler, type InvocationContext } from '@azure/functions';
import { settleChanges } from '../../runtime/batches.js';
import { type ChangeFilter, matchesFilter } from '../../runtime/change-filter.js';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { fromStoredItem, toStoredChange } from '../../runtime/stored-json.js';
import type { Change } from '../../runtime/types.js';
import { azureCredential } from '../clients/azure-api.js';
import { createQueueClient } from '../clients/queue.js';
import { invocationContext } from './context.js';
import { CHANGES_GIVEN_UP } from './given-up.js';
import { NAME } from './http.js';

/** Options of the adapter, which the construct sets. */
export interface ChangeOptions {
  readonly timeoutSeconds: number;
  /** Name of the table, in events. */
  readonly table: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly connection: string;
  readonly database: string;
  readonly batchSize: number;
  readonly retries: number;
  readonly filter?: ChangeFilter;
}

/** A document of the change feed. */
interface FeedDocument {
  readonly id: string;
  readonly item: Record<string, unknown>;
  /** Changes with each write. */
  readonly _etag: string;
  /** Time of the last write, in seconds since 1970. */
  readonly _ts: number;
}

const PAUSE = { seconds: 5 };

/** Creates a function for changes from the export of an entry. A native function is returned unchanged. */
export function change(exported: unknown, setup: SetupWith<ChangeOptions>): CosmosDBHandler {
  const { connection, database, batchSize, retries } = setup.options;
  const handler = hearing(exported, setup);
  app.cosmosDB(NAME, {
    connection,
    databaseName: database,
    containerName: String(process.env.TRADEWIND_CONTAINER),
    leaseContainerName: String(process.env.TRADEWIND_LEASES),
    createLeaseContainerIfNotExists: false,
    startFromBeginning: true,
    maxItemsPerInvocation: batchSize,
    // Without the error, the host would skip a failed batch.
    ...(retries > 0 && { retry: { strategy: 'fixedDelay', maxRetryCount: retries, delayInterval: PAUSE } }),
    handler,
  });
  return handler;
}

function hearing(exported: unknown, { options, bindings }: SetupWith<ChangeOptions>): CosmosDBHandler {
  const { native, portable } = resolveHandler(exported, 'change');
  if (native) return native;
  const settings = options;
  const env = createEnv(process.env, bindings);
  return async (documents, azure) => {
    const ctx = invocationContext(documents, azure, settings.timeoutSeconds);
    const told = (documents as FeedDocument[]).map((document) => toChange(document, settings));
    const changes = told.filter((each) => matchesFilter(settings.filter, each));
    if (changes.length === 0) return;
    const batch = { table: settings.table, changes };
    const first = await settleChanges(batch, (given) => portable.change(given, env, ctx), ctx.log);
    await ctx.settled();
    if (first === undefined) return;
    if (!isLast(azure, settings)) throw new Error('The changes are retried');
    ctx.log.error(CHANGES_GIVEN_UP, undefined, { changeIds: changes.slice(first).map(({ id }) => id) });
    await keep(changes.slice(first));
  };
}

function isLast({ retryContext }: InvocationContext, { retries }: ChangeOptions): boolean {
  return (retryContext?.retryCount ?? 0) >= retries;
}

/** Sends each change that was given up to the queue of failed changes. */
async function keep(changes: readonly Change[]): Promise<void> {
  const raw = { url: String(process.env.TRADEWIND_FAILED_CHANGES), credential: azureCredential() };
  const failures = createQueueClient(raw);
  await failures.sendAll(changes.map((change) => ({ body: toStoredChange(change) })));
}

/** Converts a document. The feed has the new item, but not the old one, nor if there was one. */
export function toChange(
  { id, item: stored, _etag, _ts }: FeedDocument,
  { partitionKey, sortKey }: ChangeOptions,
): Change {
  const item = fromStoredItem(stored);
  const names = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  return {
    id: `${id}/${_etag.replaceAll('"', '')}`,
    type: 'upsert',
    key: Object.fromEntries(names.map((name) => [name, item[name] as string | number | bigint])),
    new: item,
    time: new Date(_ts * 1000).toISOString(),
  };
}
