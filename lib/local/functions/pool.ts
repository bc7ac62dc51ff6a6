import type { ClientCall, Invocation, PortableInvocation, Reply, ResponseHead } from '../adapter/protocol';
import type { BuiltCode } from './bundle';
import { FunctionError } from './function-error';
import { Instance, type InstanceSpec } from './instance';

/** Limits of a function. */
export interface PoolLimits {
  /** Most instances at the same time. */
  readonly maxInstances: number;
  /** Invocations that one instance works on at the same time. */
  readonly perInstance: number;
  /** Fate of an invocation when all instances are busy: it waits, or fails at once as `throttled`. */
  readonly whenBusy: 'wait' | 'refuse';
  /** In milliseconds. */
  readonly timeout: number;
}

/** Parts of the engine that a pool needs. */
export interface PoolHost {
  /** The code to run. A later call may give newer code. @throws BuildError */
  code(): Promise<BuiltCode>;
  call(call: ClientCall): Promise<Reply>;
  output(text: string): void;
}

/** Receives the answer to an HTTP request as it is made. */
export interface ResponseSink {
  head(head: ResponseHead): void;
  part(bytes: Uint8Array): void;
}

/** One run of a function, from the side of its caller. */
export interface Run {
  /** Event in the portable form. */
  readonly event: PortableInvocation;
  /** The same in the form of the provider, for a native handler. */
  readonly native?: () => unknown;
  readonly requestId: string;
  readonly sink?: ResponseSink;
}

/** Result of a run. */
export interface RunResult {
  readonly isNative: boolean;
  readonly value: unknown;
  /** Resolves when work given to `waitUntil` has ended. Never rejects. */
  readonly settled: Promise<void>;
}

/** The instances of a function: cold and warm ones, never more than its limits allow. */
export class Pool {
  private readonly instances = new Map<Instance, { readonly file: string }>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private last = 0;
  private isClosed = false;
  /** Instances that were started so far. */
  coldStarts = 0;

  constructor(
    private readonly spec: Omit<InstanceSpec, 'file'>,
    private readonly limits: PoolLimits,
    private readonly host: PoolHost,
  ) {}

  /** Runs the function once. @throws FunctionError */
  async run(run: Run): Promise<RunResult> {
    await this.enter();
    let release: (() => void) | undefined = () => this.leave();
    try {
      const result = await this.invoke(run);
      void result.settled.then(release);
      release = undefined;
      return result;
    } finally {
      release?.();
    }
  }

  /** Ends all instances. What they work on fails. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const next of this.waiting.splice(0)) next();
    const stopped = new FunctionError('crash', 'the engine was stopped');
    await Promise.all([...this.instances.keys()].map((instance) => instance.terminate(stopped)));
  }

  private async enter(): Promise<void> {
    const most = this.limits.maxInstances * this.limits.perInstance;
    if (this.isClosed) throw new FunctionError('crash', 'the engine was stopped');
    if (this.busy >= most && this.limits.whenBusy === 'refuse')
      throw new FunctionError('throttled', `all ${this.limits.maxInstances} instances are busy`);
    if (this.busy >= most) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.busy += 1;
    if (this.isClosed) throw new FunctionError('crash', 'the engine was stopped');
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.busy -= 1;
  }

  private async invoke(run: Run): Promise<RunResult> {
    const instance = await this.instance();
    const { isNative } = await instance.ready;
    this.last += 1;
    const { event, native, requestId, sink } = run;
    const invocation: Invocation = {
      type: 'invoke',
      id: this.last,
      requestId,
      deadline: Date.now() + this.limits.timeout,
      event: isNative && native && this.spec.data.provider === 'aws' ? { kind: 'native', event: native() } : event,
    };
    return this.send(instance, invocation, isNative, sink);
  }

  private send(instance: Instance, invocation: Invocation, isNative: boolean, sink?: ResponseSink): Promise<RunResult> {
    return new Promise((resolve, reject) => {
      let settle = () => {};
      const settled = new Promise<void>((done) => {
        settle = done;
      });
      const late = new FunctionError('timeout', `the function was stopped after ${this.limits.timeout / 1000} s`);
      const timer = setTimeout(() => void instance.terminate(late), this.limits.timeout);
      // Kept until the instance is free: the next run would start another one, beyond the limit.
      let failure: FunctionError | undefined;
      const end = () => {
        clearTimeout(timer);
        if (failure) reject(failure);
        settle();
      };
      instance.invoke(
        invocation,
        (message) => {
          if (message.type === 'head') sink?.head(message);
          else if (message.type === 'part') sink?.part(message.bytes);
          else if (message.type === 'log') this.host.output(message.line);
          else if (message.type === 'result') resolve({ isNative, value: message.value, settled });
          else if (message.type === 'failure') failure = FunctionError.ofHandler(message.error);
          else end();
        },
        (error) => {
          failure ??= error;
          end();
        },
      );
    });
  }

  /** A warm instance with room, else a cold one. Instances with older code end when they are idle. */
  private async instance(): Promise<Instance> {
    const { file } = await this.host.code();
    for (const [instance, known] of this.instances) {
      const idle = instance.reserved === 0;
      if (known.file !== file && idle) {
        this.instances.delete(instance);
        void instance.terminate(new FunctionError('crash', 'the code has changed'));
      } else if (known.file === file && instance.reserved < this.limits.perInstance) return instance.reserve();
    }
    return this.start(file).reserve();
  }

  private start(file: string): Instance {
    this.coldStarts += 1;
    const instance: Instance = new Instance(
      { ...this.spec, file },
      {
        call: (call) => this.host.call(call),
        output: (text) => this.host.output(text),
        ended: () => this.instances.delete(instance),
      },
    );
    this.instances.set(instance, { file });
    return instance;
  }
}
