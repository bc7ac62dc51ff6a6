import type { ProviderName } from '../runtime/types';
import type { FailureKind } from './functions/function-error';

/** A run of a function that has ended. */
export interface InvocationEvent {
  readonly type: 'invocation';
  readonly function: string;
  readonly provider: ProviderName;
  /** `http`, `queue`, `schedule` and so on. */
  readonly trigger: string;
  readonly requestId: string;
  readonly milliseconds: number;
  readonly failure?: { readonly kind: FailureKind; readonly message: string };
}

/** A line that a function has written. */
export interface LogEvent {
  readonly type: 'log';
  readonly function: string;
  readonly line: string;
}

/** Events of an engine. */
export type LocalEvent = InvocationEvent | LogEvent;
