import type { RunConstruct } from '../../app-model/run-model';
import type { Activity } from '../activity';
import type { BucketStore } from '../buckets/bucket-store';
import type { Clock } from '../clock';
import type { LocalFunction } from '../functions/local-function';
import type { Gateway } from '../http/gateway';
import type { LocalCredentials } from '../http/iam';
import type { LocalIssuer } from '../http/local-issuer';
import type { MessageQueue } from '../queues/message-queue';
import type { LocalJob } from '../schedules/local-job';
import type { Adapter } from '../shipped';
import type { Journal } from '../state/journal';
import type { TableStore } from '../tables/table-store';

/** Parts of the engine that triggers connect functions to. */
export interface EngineParts {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly journal: Journal;
  readonly gateway: Gateway;
  readonly issuer: LocalIssuer;
  readonly credentials: LocalCredentials;
  readonly jobs: Map<string, LocalJob>;
  /** The queue of a resource, or of a construct whose events wait in one. */
  queueAt(path: string): MessageQueue;
  /** The bucket of a resource. */
  bucketAt(path: string): BucketStore;
  /** The table of a resource. */
  tableAt(path: string): TableStore;
  /** A function by its path. */
  readonly functionAt: (path: string) => LocalFunction | undefined;
  /** Reports a line that the engine itself has to say about a construct. */
  log(path: string, line: string): void;
}

/** Behaviour of a construct with a function in a local run. */
export interface FunctionBehaviour {
  adapter(construct: RunConstruct): Adapter;
  /** Connects the function to what invokes it. */
  connect(construct: RunConstruct, fn: LocalFunction, parts: EngineParts): void;
  /** Most instances, where the construct limits them by another prop than `maxInstances`. */
  maxInstances?(construct: RunConstruct): number | undefined;
  /** `true` if an instance works on one event at a time on every provider. */
  readonly oneAtATime: boolean;
}

/** A construct with a function, or state, which does nothing by itself. */
export type Behaviour = FunctionBehaviour | 'state';
