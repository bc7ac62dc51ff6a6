import type { JwtAuth } from '../constructs/auth';
import type { Duration } from '../duration';
import type { TestClock } from '../local/clock';
import type { Engine } from '../local/engine';
import type { InvocationEvent } from '../local/events';
import type { Finding } from '../local/finding';
import type { FailedRun } from '../local/schedules/local-job';
import { invoke } from '../local/services/function-service';
import { knownRules } from '../local/triggers/api-function';
import type { BucketClient, TableClient } from '../runtime/clients';
import type { Claims } from '../runtime/types';
import { LocalQueue } from './local-queue';

/** A request to an app. */
export interface LocalRequestInit extends RequestInit {
  /**
   * The caller: `'iam'` for one with the credentials of the provider, or the claims of a token of the issuer that the
   * function names.
   * @default - no one
   */
  readonly as?: 'iam' | Claims;
  /**
   * Path of the `ApiFunction` that answers.
   * @default - the one whose routes fit best, of all functions of the app
   */
  readonly function?: string;
}

/** The clock of an app. Schedules, delays, retries and throttling follow it. */
export interface LocalClock {
  /** Present by this clock. */
  readonly now: Date;
  /** Moves the clock, and does all that is due on the way, each at its time. Resolves when that work has ended. */
  advance(duration: Duration): Promise<void>;
  /** Moves the clock to a later time, in the same way. */
  set(time: Date): Promise<void>;
}

/** A `ScheduledJob` of an app. */
export interface LocalJobHandle {
  /** When it runs next; nothing for one that is over or switched off. */
  readonly next: Date | undefined;
  /** Runs that failed as often as `retries` allows. */
  readonly failures: readonly FailedRun[];
  /** Does a run now. Resolves when it has ended. */
  run(): Promise<void>;
}

/** A table of an app. */
export interface LocalTable<Item> extends TableClient<Item, string> {
  /** All items, in no order. */
  items(): Item[];
}

/** Reports of an app so far. */
export interface Reports {
  readonly logs: readonly { readonly function: string; readonly line: string }[];
  readonly invocations: readonly InvocationEvent[];
}

/** An app that runs in this process. Made by `localApp`. */
export class LocalApp {
  /** Clock of the app, which stands still until the test moves it. */
  readonly clock: LocalClock;

  /** @internal */
  constructor(
    private readonly engine: Engine,
    private readonly testClock: TestClock,
    private readonly reports: Reports,
  ) {
    const settle = () => this.settle();
    this.clock = {
      get now() {
        return new Date(testClock.now());
      },
      advance: (duration) => testClock.moveTo(testClock.now() + duration.toSeconds() * 1000, settle),
      set: (time) => testClock.moveTo(time.getTime(), settle),
    };
  }

  /** Parts of the app that the local run leaves out, each with the action to take. */
  get findings(): readonly Finding[] {
    return this.engine.findings;
  }

  /** Lines that functions have written, in order. */
  get logs(): Reports['logs'] {
    return this.reports.logs;
  }

  /** Runs of functions that have ended, in order. */
  get invocations(): readonly InvocationEvent[] {
    return this.reports.invocations;
  }

  /** Sends a request through the gateway: routes, CORS, limits and callers are checked. A path is enough. */
  async fetch(input: string | URL | Request, init: LocalRequestInit = {}): Promise<Response> {
    const { as, function: path, ...rest } = init;
    const request = new Request(input instanceof Request ? input : new URL(input, 'http://localhost'), rest);
    const endpoint = path === undefined ? this.engine.gateway.find(request) : this.endpoint(path);
    if (as !== undefined) request.headers.set('authorization', await this.authorization(as, endpoint?.path));
    return endpoint === undefined ? this.engine.gateway.fetch(request) : endpoint.fetch(request);
  }

  /** A token of the issuer that an `ApiFunction` names, with claims that replace those that it asks for. */
  async token(claims: Claims, path?: string): Promise<string> {
    const construct = this.engine.constructs.all.find((each) => {
      return (path === undefined || each.path === path) && kindOf(each.settings.auth) === 'jwt';
    });
    if (construct === undefined) throw new TypeError(`[tradewind:LOCAL_TOKEN] ${path ?? 'The app'} asks for no token.`);
    return this.engine.issuer.token(claims, knownRules(construct.settings.auth as JwtAuth));
  }

  /** Invokes a `PlainFunction`. @throws InvokeError when it fails */
  async invoke(path: string, event?: unknown): Promise<unknown> {
    const target = this.engine.constructs.all.find((each) => each.path === path)?.functions[0]?.path;
    const answer = await invoke(this.engine.functions.get(target ?? path), path, JSON.stringify(event));
    return answer === undefined ? undefined : (JSON.parse(answer) ?? undefined);
  }

  /**
   * A queue, by the path of its `Queue` or of the `QueueWorker` that made it. A `FileProcessor`, an `ImagePipeline` and a
   * `ChangeProcessor` have one too, in which events wait. @throws TypeError without one
   */
  queue<Body = unknown>(path: string): LocalQueue<Body> {
    return new LocalQueue(this.engine.queueAt(this.hasOwnQueue(path) ? path : this.resource(path, 'queue')));
  }

  /** A bucket, by the path of its construct. What it writes and deletes invokes functions. @throws TypeError without one */
  bucket(path: string): BucketClient<string> {
    return this.engine.bucketAt(this.resource(path, 'bucket')).client;
  }

  /** A table, by the path of its `Table`. What it writes and deletes invokes functions. @throws TypeError without one */
  table<Item extends object = Record<string, unknown>>(path: string): LocalTable<Item> {
    const store = this.engine.tableAt(this.resource(path, 'table'));
    return { ...(store.client as unknown as TableClient<Item, string>), items: () => store.items() as Item[] };
  }

  /** A job, by the path of its `ScheduledJob`. @throws TypeError without one */
  job(path: string): LocalJobHandle {
    const job = this.engine.jobs.get(path);
    if (job === undefined) throw unknown(path, 'job', [...this.engine.jobs.keys()]);
    const settle = () => this.settle();
    return {
      get next() {
        return job.next();
      },
      failures: job.failures,
      async run() {
        await job.run();
        await settle();
      },
    };
  }

  /**
   * Resolves when nothing is in work and nothing is due. Failed work is tried again at once, without its pause, until it
   * succeeds or is given up. Delays that the app asks for, and schedules, wait for the clock.
   */
  async settled(): Promise<void> {
    do await this.settle();
    while (this.testClock.runRetries());
  }

  /** Ends all functions. An app that is not stopped keeps its threads until the process ends. */
  async stop(): Promise<void> {
    await this.engine.stop();
  }

  /** Ends all functions at the end of the block: `await using shop = await localApp(app)`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  private async settle(): Promise<void> {
    do await this.engine.activity.idle();
    while (this.testClock.runDue());
  }

  private hasOwnQueue(path: string): boolean {
    const construct = this.engine.constructs.all.find((each) => each.path === path);
    return construct?.triggers.some(({ kind }) => kind === 'object' || kind === 'change') ?? false;
  }

  private resource(path: string, kind: 'bucket' | 'queue' | 'table'): string {
    const found = this.engine.constructs.resource(path, kind);
    if (found === undefined) throw unknown(path, kind, this.engine.constructs.resources(kind));
    return found;
  }

  private endpoint(path: string) {
    const endpoints = this.engine.gateway.all();
    const found = endpoints.find((each) => each.path === path);
    if (found === undefined)
      throw unknown(
        path,
        'ApiFunction',
        endpoints.map((each) => each.path),
      );
    return found;
  }

  private async authorization(as: 'iam' | Claims, path: string | undefined): Promise<string> {
    return as === 'iam' ? this.engine.credentials.authorization : `Bearer ${await this.token(as, path)}`;
  }
}

function kindOf(auth: unknown): unknown {
  return typeof auth === 'object' && auth !== null ? (auth as { kind?: unknown }).kind : undefined;
}

function unknown(path: string, kind: string, known: readonly string[]): TypeError {
  const names = known.length === 0 ? 'the app has none' : `give one of ${known.join(', ')}`;
  return new TypeError(`[tradewind:LOCAL_PATH] There is no ${kind} ${path}. Fix: ${names}.`);
}
