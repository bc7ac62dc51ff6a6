import type { Delivery } from '../../runtime/batches.js';
import type { Claims, ObjectEvent, ProviderName, ScheduledEvent } from '../../runtime/types.js';

// Messages between the engine and the threads that functions run in. All of them survive a structured clone.

/** Data of a thread, from its start. */
export interface ThreadData {
  readonly provider: ProviderName;
}

/** A request that has passed the gateway. */
export interface HttpInvocation {
  readonly kind: 'http';
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
  readonly params: Readonly<Record<string, string>>;
  readonly claims?: Claims;
}

/** A message with its body as text: a `Decimal` does not survive a structured clone. */
export interface TextDelivery extends Omit<Delivery, 'body'> {
  readonly text: string;
}

/** Messages of a queue. */
export interface QueueInvocation {
  readonly kind: 'queue';
  readonly queue: string;
  readonly deliveries: readonly TextDelivery[];
  readonly ordered: boolean;
}

/** The changes of a table as stored JSON. */
export interface ChangeInvocation {
  readonly kind: 'change';
  readonly table: string;
  readonly changes: readonly unknown[];
}

/** An event in the portable form. */
export type PortableInvocation =
  | HttpInvocation
  | QueueInvocation
  | ChangeInvocation
  | { readonly kind: 'schedule'; readonly event: ScheduledEvent }
  | { readonly kind: 'object'; readonly event: ObjectEvent }
  | { readonly kind: 'invoke'; readonly payload: string | undefined };

/** An event in the form of the provider, for a native handler. */
export interface NativeInvocation {
  readonly kind: 'native';
  readonly event: unknown;
}

/** One run of a function. */
export interface Invocation {
  readonly type: 'invoke';
  readonly id: number;
  readonly requestId: string;
  /** When the function is stopped, in milliseconds since 1970 by the clock of the machine. */
  readonly deadline: number;
  readonly event: PortableInvocation | NativeInvocation;
}

/** An error on its way to another thread. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** Of a `SendError`. */
  readonly failed?: readonly { readonly index: number; readonly reason: string }[];
}

/** The answer to a call of a client. */
export type Reply = { readonly type: 'reply'; readonly id: number } & (
  | { readonly value: unknown }
  | { readonly error: SentError }
);

/** Messages to a thread. */
export type ToThread = Invocation | Reply;

/** A call of a client: what it is bound to, and what it asks. */
export interface ClientCall {
  readonly type: 'call';
  readonly id: number;
  readonly target: string;
  readonly method: string;
  readonly input: unknown;
}

/** The head of a response. The parts of its body follow, then its end. */
export interface ResponseHead {
  readonly type: 'head';
  readonly id: number;
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** Messages of a thread. */
export type FromThread =
  /** The code is loaded; `isNative` if the entry exports the provider's own function. */
  | { readonly type: 'ready'; readonly isNative: boolean }
  | ResponseHead
  /** The function has logged a line. */
  | { readonly type: 'log'; readonly id: number; readonly line: string }
  | { readonly type: 'part'; readonly id: number; readonly bytes: Uint8Array }
  /** The function has answered; for HTTP, all parts are sent. */
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: SentError }
  /** Work that was given to `waitUntil` has ended too. */
  | { readonly type: 'settled'; readonly id: number }
  | ClientCall;
