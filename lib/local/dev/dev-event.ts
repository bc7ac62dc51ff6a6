import type { LocalEvent } from '../events';
import type { Finding } from '../finding';

/** A route, and the function that answers it. */
export interface ReadyRoute {
  readonly route: string;
  readonly function: string;
}

/** The app runs, or runs again after a change of the app. */
export interface ReadyEvent {
  readonly type: 'ready';
  readonly url: string;
  readonly routes: readonly ReadyRoute[];
  /** The next run of each job, RFC 3339. */
  readonly jobs: readonly { readonly path: string; readonly next?: string }[];
  readonly findings: readonly Finding[];
}

/** Events of `tradewind dev`, one a line with `--json`. */
export type DevEvent =
  | ReadyEvent
  | LocalEvent
  | { readonly type: 'reloaded'; readonly functions: readonly string[]; readonly milliseconds: number }
  | { readonly type: 'error'; readonly message: string }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'stopped' };
