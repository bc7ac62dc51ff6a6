import type { Logger } from '../../runtime/types.js';
import { awsClient } from './aws-client.js';

/** Candidate for the lease, and its run. */
export interface LeaseHolder {
  readonly requestId: string;
  /** Id of the run; equal for each delivery. */
  readonly run: string;
}

/** Token that releases the lease, or the reason that it was not acquired. */
export type LeaseAnswer =
  | { readonly owner: string }
  | { readonly owner?: undefined; readonly reason: string; readonly holder?: string };

/** Allows one run at a time. */
export interface Lease {
  /** Acquires the lease for the rest of the invocation. */
  take(holder: LeaseHolder, remainingMs: number): Promise<LeaseAnswer>;
  /** Releases the lease, and records the run, so that a second delivery of it is skipped. */
  finish(owner: string, run: string, log: Logger): Promise<void>;
  /** Releases the lease after a failure, so that the run can be retried. */
  giveBack(owner: string, log: Logger): Promise<void>;
}

/**
 * Margin for different clocks of instances: a crashed run keeps its lease for this much longer than it could have run.
 */
const MARGIN_MS = 2_000;

/** Retention of finished runs: longer than a scheduler or a queue delivers the same run. */
const REMEMBERED_S = 2 * 24 * 3600;

type Attributes = Record<string, { S?: string; N?: string } | undefined>;

/**
 * Creates the lease of one job: an item of the table `TRADEWIND_LEASE_TABLE` with the key `TRADEWIND_LEASE_KEY`. Every
 * write is conditional, so that only one of two runs acquires it. The item has a `ttl`, in seconds, after which the
 * table deletes it.
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
  if (item.finishedRun?.S === run) return { reason: 'this run has already finished' };
  return { reason: 'the previous run still holds the lease', holder: item.owner?.S };
}

// Only logs failures, because the work is done, and a lease that is not released expires.
async function release(update: () => Promise<Attributes | undefined>, log: Logger): Promise<void> {
  try {
    if (await update()) log.warn('The lease had expired and was taken by another run');
  } catch (error) {
    log.error('The lease could not be released', error);
  }
}

/** Resolves to the item if the condition failed, else to undefined. */
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
