import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';

const CLOCK = path.join(__dirname, 'hosts/clock.cjs');

/** Runtime in a separate process, which reports its port once it is up. */
export interface Host {
  readonly url: string;
  /** Sets the clock of the runtime to a time during `work`. */
  at<T>(time: string, work: () => Promise<T>): Promise<T>;
  /** Ends it at once, in the middle of its work. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Settings for the start of a runtime. */
export interface HostOptions {
  /** Program that sends `{ port }` to its parent. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File for the clock. */
  readonly clock: string;
  /** Receives its output. */
  log(text: string): void;
}

/** Starts a runtime. @throws Error with its output, when it ends before it is up */
export async function startHost({ program, args = [], cwd, env, clock, log }: HostOptions): Promise<Host> {
  writeFileSync(clock, '');
  const child = fork(program, [...args], {
    cwd,
    execArgv: ['--require', CLOCK],
    env: { ...process.env, ...env, TEST_CLOCK: clock },
    silent: true,
  });
  let written = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (text) => {
      written += String(text);
      log(String(text));
    });
  }
  const port = await portOf(child, () => written);
  return {
    url: `http://127.0.0.1:${port}`,
    async at(time, work) {
      writeFileSync(clock, time);
      return await work().finally(() => writeFileSync(clock, ''));
    },
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      const ended = once(child, 'exit');
      child.send('shutdown');
      const timer = setTimeout(() => child.kill(), 2000);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function portOf(child: ChildProcess, written: () => string): Promise<number> {
  const ended = once(child, 'exit').then(() => {
    throw new Error(`The runtime ended before it was up:\n${written()}`);
  });
  ended.catch(() => {});
  const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
  return message.port;
}
