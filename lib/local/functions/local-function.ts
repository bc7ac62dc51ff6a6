import { randomUUID } from 'node:crypto';
import type { ProviderName } from '../../runtime/types';
import type { Activity } from '../activity';
import type { ClientCall, Reply } from '../adapter/protocol';
import type { LocalEvent } from '../events';
import type { BuiltCode, Bundle } from './bundle';
import { FunctionError } from './function-error';
import { Pool, type PoolLimits, type Run, type RunResult } from './pool';

/** A function of the app. */
export interface FunctionSpec {
  readonly path: string;
  readonly provider: ProviderName;
  readonly environment: Readonly<Record<string, string>>;
  /** In MiB. */
  readonly memory: number;
  readonly limits: PoolLimits;
  readonly bundle: Bundle;
}

/** Parts of the engine that a function needs. */
export interface FunctionHost {
  readonly activity: Activity;
  call(call: ClientCall): Promise<Reply>;
  emit(event: LocalEvent): void;
}

/** A function that runs in threads. */
export class LocalFunction {
  readonly pool: Pool;
  private code?: Promise<BuiltCode>;

  constructor(
    readonly spec: FunctionSpec,
    private readonly host: FunctionHost,
  ) {
    const { environment, memory, provider, limits, path } = spec;
    this.pool = new Pool({ environment, memory, data: { provider } }, limits, {
      code: () => this.built(),
      call: (call) => host.call(call),
      output: (line) => host.emit({ type: 'log', function: path, line }),
    });
  }

  /** Takes code that was built together with that of other functions. */
  take(code: BuiltCode): void {
    this.code = Promise.resolve(code);
  }

  /** Builds the code, unless it is built. @throws BuildError */
  built(): Promise<BuiltCode> {
    this.code ??= this.spec.bundle.build();
    return this.code;
  }

  /** Replaces the code by what a build gives, if it succeeds. @throws BuildError, and the last code goes on */
  async rebuild(): Promise<BuiltCode> {
    const code = await this.spec.bundle.rebuild();
    this.code = Promise.resolve(code);
    return code;
  }

  /** Runs the function once. Work that it gave to `waitUntil` counts as activity of the engine. @throws FunctionError */
  run(run: Omit<Run, 'requestId'> & { readonly requestId?: string }): Promise<RunResult> {
    return this.host.activity.track(this.runOnce({ requestId: randomUUID(), ...run }));
  }

  private async runOnce(run: Run): Promise<RunResult> {
    const started = performance.now();
    const { path, provider } = this.spec;
    const base = { type: 'invocation', function: path, provider, trigger: run.event.kind, requestId: run.requestId };
    const ended = (failure?: FunctionError) =>
      this.host.emit({
        ...(base as { type: 'invocation' } & typeof base),
        milliseconds: performance.now() - started,
        ...(failure && { failure: { kind: failure.kind, message: failure.message } }),
      });
    try {
      const result = await this.pool.run(run);
      ended();
      void this.host.activity.track(result.settled);
      return result;
    } catch (error) {
      const failure = error instanceof FunctionError ? error : new FunctionError('build', String(error));
      ended(failure);
      throw failure;
    }
  }

  /** Ends all threads, and the incremental build. */
  async close(): Promise<void> {
    await this.pool.close();
    await this.spec.bundle.dispose();
  }
}
