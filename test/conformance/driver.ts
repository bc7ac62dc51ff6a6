import type { Construct } from 'constructs';
import type { ProviderModule } from 'tradewind';
import type { ProviderName } from '../../lib/runtime/types';

/** Makes the constructs of a suite as a user would, by whatever provider it is given. */
export type Declare = (provider: ProviderModule, scope: Construct) => void;

/** The value of every secret. */
export const SECRET_VALUE = 'only-the-vault-knows';

/** The synthesized functions of a provider, running on its own runtime. Ids are those of the constructs. */
export interface Running {
  /** Sends a request to the provider's own HTTP entrance, as a client would. */
  fetch(id: string, path: string, init?: RequestInit): Promise<Response>;
  /** Runs a job that is due at `time`, RFC 3339. Resolves to whether the provider would see the run as failed. */
  schedule?(id: string, time: string): Promise<{ readonly failed: boolean }>;
  /**
   * Hands an object to a bucket as the provider's own tools do, past the library, or deletes it with no `body`. Where
   * only a route of the construct takes uploads, by that route. The events of it are on their way when it resolves.
   */
  upload?(bucket: string, key: string, body: string | Uint8Array | undefined): Promise<void>;
  /** The messages that a queue has given up, as they were sent. */
  deadLetters?(queue: string): Promise<readonly unknown[]>;
  /** What the functions have written to their logs. */
  logs(): string;
  stop(): Promise<void>;
}

/** Makes constructs by a provider's entry point, synthesizes them, and runs what was synthesized. */
export interface Driver {
  readonly provider: ProviderName;
  /** The runtime, as the matrix names it. */
  readonly runtime: string;
  start(declare: Declare): Promise<Running>;
}

/** What one construct has to show on every provider that has it. */
export interface Suite {
  /** Starts what its functions ask besides the provider, before they are declared. Resolves to what stops it. */
  readonly start?: () => Promise<() => Promise<void>>;
  readonly declare: Declare;
  tests(stage: Stage): void;
}

/** What the tests of a suite are given. */
export interface Stage {
  readonly provider: ProviderName;
  running(): Running;
  /** The lines that the handlers have logged. */
  logged(): readonly Record<string, unknown>[];
  /** Waits for a line like this one: logs come by another way than answers, and later. */
  expectLogged(line: object): Promise<void>;
}
