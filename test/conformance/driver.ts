import type { Construct } from 'constructs';
import type { ProviderModule } from 'tradewind';
import type { ProviderName } from '../../lib/runtime/types';

/** Declares the constructs of a suite as a user would, with the given provider. */
export type Declare = (provider: ProviderModule, scope: Construct) => void;

/** Value of every secret. */
export const SECRET_VALUE = 'only-the-vault-knows';

/** Synthesized functions of a provider, running on its own runtime. Ids are those of the constructs. */
export interface Running {
  /** Sends a request to the provider's own HTTP entry point, as a client would. */
  fetch(id: string, path: string, init?: RequestInit): Promise<Response>;
  /** Runs a job that is due at `time`, RFC 3339. Resolves to `true` if the provider would count the run as failed. */
  schedule?(id: string, time: string): Promise<{ readonly failed: boolean }>;
  /**
   * Puts an object into a bucket as the provider's own tools do, without the library, or deletes it if there is no
   * `body`. If only a route of the construct accepts uploads, uses that route. The events of it are on their way when
   * it resolves.
   */
  upload?(bucket: string, key: string, body: string | Uint8Array | undefined): Promise<void>;
  /** Returns the messages that a queue has given up, as they were sent. */
  deadLetters?(queue: string): Promise<readonly unknown[]>;
  /** Log output of the functions. */
  logs(): string;
  stop(): Promise<void>;
}

/** Declares constructs with a provider's entry point, synthesizes them, and runs the output. */
export interface Driver {
  readonly provider: ProviderName;
  /** Name of the runtime in the matrix. */
  readonly runtime: string;
  start(declare: Declare): Promise<Running>;
}

/** Behaviour that one construct must show on every provider that supports it. */
export interface Suite {
  /**
   * Starts services that its functions call in addition to the provider, before they are declared. Resolves to a
   * function that stops them.
   */
  readonly start?: () => Promise<() => Promise<void>>;
  readonly declare: Declare;
  tests(stage: Stage): void;
}

/** Input of a suite's tests. */
export interface Stage {
  readonly provider: ProviderName;
  running(): Running;
  /** Lines that the handlers have logged. */
  logged(): readonly Record<string, unknown>[];
  /** Waits for a line like this one: logs arrive by another path than responses, and later. */
  expectLogged(line: object): Promise<void>;
}
