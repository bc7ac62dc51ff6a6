import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';

const CLOCK = path.join(__dirname, 'hosts/clock.cjs');

/** A runtime in a process of its own, which tells its port once it is up. */
export interface Host {
  readonly url: string;
  /** Lets the clock of the runtime show a time, while `work` goes on. */
  at<T>(time: string, work: () => Promise<T>): Promise<T>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** What a runtime is started with. */
export interface HostOptions {
  /** A program that sends `{ port }` to its parent. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file for the clock. */
  readonly clock: string;
  /** Takes what it writes. */
  log(text: string): void;
}

/** Starts a runtime. @throws Error with what it has written, when it ends before it is up */
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
