import type { ConstructName } from '../../lib/constructs/provider';
import type { ProviderName } from '../../lib/runtime/types';

/**
 * A construct as a user declares it, the same for every provider: the class by its name, its id, and its props. The
 * driver makes it from its provider's entry point, synthesizes, and runs what was synthesized.
 */
export interface Declaration {
  readonly construct: ConstructName;
  readonly id: string;
  readonly props: Readonly<Record<string, unknown>>;
  /** State that is made before it, and given to it: `bindings`, or the prop named `as`. */
  readonly state?: readonly {
    readonly construct: ConstructName;
    readonly id: string;
    readonly props: object;
    readonly as: string;
  }[];
}

/** What a runtime made of an event other than HTTP. */
export interface Outcome {
  /** Whether the provider would see the invocation as failed, and deliver the event again. */
  readonly failed: boolean;
}

/** What a runtime made of a batch. */
export interface BatchOutcome {
  /** Ids of the messages, or positions of the changes, that the provider would deliver again. */
  readonly retried: readonly string[];
}

/** An object, a message, a change as a test states it; the driver turns it into the provider's own event. */
export interface TestObject {
  readonly key: string;
  readonly content: string;
  readonly deleted?: boolean;
}

export interface TestMessage {
  readonly id: string;
  readonly body: unknown;
  readonly attempt?: number;
  readonly group?: string;
}

export interface TestChange {
  readonly type: 'insert' | 'update' | 'delete';
  readonly key: Readonly<Record<string, string | number>>;
  readonly new?: Readonly<Record<string, unknown>>;
  readonly old?: Readonly<Record<string, unknown>>;
}

/** The synthesized functions of a provider, running on its own runtime. Ids are those of the declarations. */
export interface Running {
  /** Sends a request to the provider's own HTTP entrance, as a client would: path as given, host of the runtime. */
  fetch(id: string, path: string, init?: RequestInit): Promise<Response>;
  /** Runs a job that is due at `time`, RFC 3339. */
  schedule(id: string, run: { readonly time: string; readonly data?: unknown }): Promise<Outcome>;
  /** Tells of an object; the driver stores it first where the handler can read it. */
  object(id: string, object: TestObject): Promise<Outcome>;
  /** Delivers messages: together where the provider has batches, else one by one. */
  queue(id: string, messages: readonly TestMessage[]): Promise<BatchOutcome>;
  /** Delivers changes. */
  change(id: string, changes: readonly TestChange[]): Promise<BatchOutcome>;
  /** What the functions have written to their logs since the last call, one entry a line. */
  logs(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Synthesizes for one provider, and runs what was synthesized. */
export interface Driver {
  readonly provider: ProviderName;
  /** The runtime, as the matrix names it: `@google-cloud/functions-framework 5.0.5`. */
  readonly runtime: string;
  /** Differences of the runtime that tests have to know of, each with its reason. */
  readonly differences?: Readonly<Record<string, string>>;
  start(
    declarations: readonly Declaration[],
    options: { readonly environment: Readonly<Record<string, string>> },
  ): Promise<Running>;
}
