import type { Logger } from '../../runtime/types.js';
import { awsClient } from './aws-client.js';

/** Who asks for the lease, and for which run. */
export interface LeaseHolder {
  readonly requestId: string;
  /** The same for each delivery of a run. */
  readonly run: string;
}

/** Either the token that gives the lease back, or why there is none. */
export type LeaseAnswer =
  | { readonly owner: string }
  | { readonly owner?: undefined; readonly reason: string; readonly holder?: string };

/** Allows one run at a time. */
export interface Lease {
  /** Takes the lease for as long as the invocation can last. */
  take(holder: LeaseHolder, remainingMs: number): Promise<LeaseAnswer>;
  /** Gives it back and remembers the run, so that a second delivery of it is skipped. */
  finish(owner: string, run: string, log: Logger): Promise<void>;
  /** Gives it back after a failure: the run may be tried again. */
  giveBack(owner: string, log: Logger): Promise<void>;
}

/** Clocks of two instances differ a little; a crashed run keeps its lease for this much longer than it could have run. */
const MARGIN_MS = 2_000;

/** Longer than a scheduler or a queue goes on delivering the same run. */
const REMEMBERED_S = 2 * 24 * 3600;

type Attributes = Record<string, { S?: string; N?: string } | undefined>;

/**
 * The lease of one job: an item of the table `TRADEWIND_LEASE_TABLE` with the key `TRADEWIND_LEASE_KEY`. Every write is
 * conditional, so that of two runs one wins. The item has a `ttl`, in seconds, for the table to clean up by.
 */
export function createLease(): Lease {
  const { TRADEWIND_LEASE_TABLE: table, TRADEWIND_LEASE_KEY: key } = process.env;
  if (!table || !key) throw new Error('[tradewind:LEASE] TRADEWIND_LEASE_TABLE and TRADEWIND_LEASE_KEY are not set.');
  const update = (request: object) => updateItem({ TableName: table, Key: { pk: { S: key } }, ...request });
  return {
    async take({ requestId, run }, remainingMs) {
      const owner = `${requestId}/${crypto.randomUUID()}`;
      const now = Date.now();
      const refused = await update(takeRequest(owner, run, now, now + remainingMs + MARGIN_MS));
      return refused ? explain(refused, run) : { owner };
    },
    finish: (owner, run, log) => release(() => update(finishRequest(owner, run)), log),
    giveBack: (owner, log) => release(() => update(giveBackRequest(owner)), log),
  };
}

function takeRequest(owner: string, run: string, now: number, expires: number): object {
  return {
    UpdateExpression: 'SET #owner = :owner, #expires = :expires, #ttl = :ttl',
    ConditionExpression:
      '(attribute_not_exists(#owner) OR #expires < :now) AND (attribute_not_exists(#run) OR #run <> :run)',
    ExpressionAttributeNames: { '#owner': 'owner', '#expires': 'expires', '#ttl': 'ttl', '#run': 'finishedRun' },
    ExpressionAttributeValues: {
      ':owner': { S: owner },
      ':expires': { N: String(expires) },
      ':ttl': { N: String(Math.ceil(expires / 1000) + REMEMBERED_S) },
      ':now': { N: String(now) },
      ':run': { S: run },
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

function finishRequest(owner: string, run: string): object {
  return {
    UpdateExpression: 'SET #run = :run REMOVE #owner, #expires',
    ConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner', '#expires': 'expires', '#run': 'finishedRun' },
    ExpressionAttributeValues: { ':owner': { S: owner }, ':run': { S: run } },
  };
}

function giveBackRequest(owner: string): object {
  return {
    UpdateExpression: 'REMOVE #owner, #expires',
    ConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner', '#expires': 'expires' },
    ExpressionAttributeValues: { ':owner': { S: owner } },
  };
}

function explain(item: Attributes, run: string): LeaseAnswer {
  if (item.finishedRun?.S === run) return { reason: 'this run has been finished before' };
  return { reason: 'the previous run still holds the lease', holder: item.owner?.S };
}

// The work is done by then. A lease that is not given back expires.
async function release(update: () => Promise<Attributes | undefined>, log: Logger): Promise<void> {
  try {
    if (await update()) log.warn('The lease had expired and was taken by another run');
  } catch (error) {
    log.error('The lease could not be given back', error);
  }
}

/** Resolves to the item when the condition does not hold, to nothing when it did. */
async function updateItem(request: object): Promise<Attributes | undefined> {
  const response = await awsClient('dynamodb').fetch('/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.UpdateItem' },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  if (response.ok) return undefined;
  if (text.includes('ConditionalCheckFailedException')) return JSON.parse(text).Item ?? {};
  throw new Error(`DynamoDB refused the lease: ${response.status} ${text}`);
}
