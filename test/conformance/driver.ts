import type { ProviderName } from '../../lib/runtime/types';

/** A construct as a user declares it, the same for every provider. */
export interface Declaration {
  readonly construct: 'ApiFunction' | 'ScheduledJob';
  readonly id: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** The synthesized functions of a provider, running on its own runtime. Ids are those of the declarations. */
export interface Running {
  /** Sends a request to the provider's own HTTP entrance, as a client would. */
  fetch(id: string, path: string, init?: RequestInit): Promise<Response>;
  /** Runs a job that is due at `time`, RFC 3339. Resolves to whether the provider would see the run as failed. */
  schedule(id: string, time: string): Promise<{ readonly failed: boolean }>;
  /** What the functions have written to their logs. */
  logs(): string;
  stop(): Promise<void>;
}

/** Makes constructs by a provider's entry point, synthesizes them, and runs what was synthesized. */
export interface Driver {
  readonly provider: ProviderName;
  /** The runtime, as the matrix names it. */
  readonly runtime: string;
  start(declarations: readonly Declaration[]): Promise<Running>;
}
