/**
 * Runs an app on this machine. The input is the run model (`lib/app-model/run-model.ts`) of an app that is declared for any
 * provider; the engine knows no template and no provider library.
 *
 * - `engine.ts` builds the functions, and connects each to what invokes it, by the one table in `triggers/index.ts`: a new
 *   construct brings its local behaviour in one file there.
 * - `functions/` runs a function in worker threads: its code is bundled with the adapter of `adapter/` and the clients of
 *   `clients/`, as for every provider. Threads and engine exchange the messages of `adapter/protocol.ts`.
 * - `services/` answers the clients; `http/` is the gateway, composed by the same `guarded()` as elsewhere.
 * - State is in memory. `state/journal.ts` keeps what was acknowledged, before it is acknowledged.
 * - Time is the engine's `clock.ts`; what providers do differently is in `semantics.ts` and the support table.
 */
export { type Clock, MachineClock, TestClock } from './clock';
export { Engine, type EngineOptions } from './engine';
export type { InvocationEvent, LocalEvent, LogEvent } from './events';
export { type Finding, type Fixes, testFixes } from './finding';
export { type Journal, noJournal, type Row } from './state/journal';
