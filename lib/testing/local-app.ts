import type { IConstruct } from 'constructs';
import { describeRun } from '../app-model/run-model';
import type { InvocationEvent } from '../local/events';
import type { LocalApp } from './local-app-handle';

/** Settings of `localApp`. */
export interface LocalAppOptions {
  /**
   * Values of secrets, by the paths of their constructs: `{ 'Shop/SigningKey': 'test' }`.
   * @default - none: reading one rejects, and `findings` names it
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Values of environment variables, by their names. They replace those of the app.
   * @default - those of the app
   */
  readonly variables?: Readonly<Record<string, string>>;
  /**
   * Time at which the clock starts. Handlers see the clock of the machine.
   * @default - the present
   */
  readonly now?: Date;
}

let apps = 0;

/**
 * Runs an app in this process, with every trigger: no account, no port, no Docker. The app is one that is declared for any
 * provider, and need not be synthesized. Functions run in worker threads, with the memory, timeout and concurrency that
 * they are declared with.
 *
 * @example
 * const shop = await localApp(app, { secrets: { 'Shop/SigningKey': 'test' } });
 * const response = await shop.fetch('/orders', { method: 'POST', body: JSON.stringify(order) });
 * await shop.settled();
 * expect(shop.queue('Shop/ReceiptJobs').deadLetters).toEqual([]);
 * await shop.stop();
 *
 * @throws BuildError when the code of a function does not build
 */
export async function localApp(app: IConstruct, options: LocalAppOptions = {}): Promise<LocalApp> {
  const { secrets = {}, variables = {}, now = new Date() } = options;
  // Required here, so that tests without a local app load neither esbuild nor the engine.
  const { Engine, noJournal, TestClock, testFixes } = require('../local') as typeof import('../local');
  const { LocalApp } = require('./local-app-handle') as typeof import('./local-app-handle');
  apps += 1;
  const clock = new TestClock(now.getTime());
  const logs: { function: string; line: string }[] = [];
  const invocations: InvocationEvent[] = [];
  const engine = await Engine.start(describeRun(app), {
    clock,
    journal: noJournal,
    secrets,
    variables,
    fixes: testFixes,
    folder: `${process.pid}-${apps}`,
    onEvent: (event) => {
      if (event.type === 'log') logs.push({ function: event.function, line: event.line });
      else invocations.push(event);
    },
  });
  return new LocalApp(engine, clock, { logs, invocations });
}
