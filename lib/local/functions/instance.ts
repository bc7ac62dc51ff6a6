import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { ClientCall, FromThread, Invocation, Reply, ThreadData, ToThread } from '../adapter/protocol';
import { FunctionError } from './function-error';

/** A thread to start. */
export interface InstanceSpec {
  readonly file: string;
  readonly data: ThreadData;
  readonly environment: Readonly<Record<string, string>>;
  /** In MiB. It limits the JavaScript heap: buffers are outside of it. */
  readonly memory: number;
}

/** Hears what a thread does. */
export interface InstanceEvents {
  /** A client in the function asks what it is bound to. */
  call(call: ClientCall): Promise<Reply>;
  /** The function has written lines. */
  output(text: string): void;
  /** The thread has ended, for whatever reason. */
  ended(): void;
}

/** Messages about one invocation, until it is settled. */
export type InvocationListener = (message: Exclude<FromThread, ClientCall | { type: 'ready' }>) => void;

/** Milliseconds for the code to load. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const LOAD_MS = 10_000;
/** Milliseconds after which a thread that nothing uses ends. */
const IDLE_MS = 300_000;

/** A warm thread of a function. It ends when the function crashes, exits or runs out of memory. */
export class Instance {
  /** Resolves when the code is loaded. Rejects with a `FunctionError` when it cannot be. */
  readonly ready: Promise<{ readonly isNative: boolean }>;
  private readonly worker: Worker;
  private readonly running = new Map<number, { listen: InvocationListener; fail: (error: FunctionError) => void }>();
  private reason?: FunctionError;
  private chosen = 0;
  private idle?: NodeJS.Timeout;

  constructor(
    { file, data, environment, memory }: InstanceSpec,
    private readonly events: InstanceEvents,
  ) {
    this.worker = new Worker(file, {
      workerData: data,
      env: environment,
      stdout: true,
      stderr: true,
      resourceLimits: {
        maxOldGenerationSizeMb: memory,
        maxYoungGenerationSizeMb: Math.max(8, Math.min(64, memory / 8)),
      },
    });
    this.ready = this.load();
    this.ready.catch(() => {});
    for (const stream of [this.worker.stdout, this.worker.stderr]) this.readLines(stream);
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      this.reason ??= FunctionError.ofCrash(error);
    });
    this.worker.on('exit', (code) => this.end(code));
  }

  /** Number of invocations that it is chosen for. */
  get reserved(): number {
    return this.chosen;
  }

  /** Chooses the thread for an invocation, which frees it when it is settled. */
  reserve(): this {
    this.chosen += 1;
    clearTimeout(this.idle);
    return this;
  }

  /** Sends an invocation to the thread. `fail` is called when the thread ends before the invocation has. */
  invoke(invocation: Invocation, listen: InvocationListener, fail: (error: FunctionError) => void): void {
    this.running.set(invocation.id, { listen, fail });
    this.worker.ref();
    this.post(invocation);
  }

  /** Ends the thread at once, whatever it does. `reason` is what its invocations fail with. */
  async terminate(reason: FunctionError): Promise<void> {
    this.reason ??= reason;
    await this.worker.terminate();
  }

  private load(): Promise<{ readonly isNative: boolean }> {
    return new Promise((resolve, reject) => {
      const late = new FunctionError('timeout', `the code did not load within ${LOAD_MS / 1000} s`);
      const timer = setTimeout(() => void this.terminate(late), LOAD_MS);
      this.worker.once('exit', () => {
        clearTimeout(timer);
        reject(this.reason ?? new FunctionError('crash', 'the thread ended before its code was loaded'));
      });
      this.worker.on('message', (message: FromThread) => {
        if (message.type !== 'ready') return this.receive(message);
        clearTimeout(timer);
        resolve(message);
        if (this.running.size === 0) this.worker.unref();
      });
    });
  }

  private receive(message: Exclude<FromThread, { type: 'ready' }>): void {
    if (message.type === 'call') return void this.events.call(message).then((reply) => this.post(reply));
    const found = this.running.get(message.id);
    if (message.type === 'settled') this.free(message.id);
    found?.listen(message);
  }

  private free(id: number): void {
    this.running.delete(id);
    this.chosen -= 1;
    if (this.chosen > 0) return;
    this.worker.unref();
    const unused = new FunctionError('crash', 'the thread was not used');
    this.idle = setTimeout(() => void this.terminate(unused), IDLE_MS).unref();
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private readLines(stream: Readable): void {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.events.output(line);
    });
    stream.on('end', () => rest !== '' && this.events.output(rest));
  }

  private end(code: number): void {
    const error = this.reason ?? new FunctionError('crash', `the function exited with code ${code}`);
    const failed = [...this.running.values()];
    this.running.clear();
    clearTimeout(this.idle);
    this.events.ended();
    for (const { fail } of failed) fail(error);
  }
}
