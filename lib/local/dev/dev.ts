import * as path from 'node:path';
import type { RunFile } from '../../app-model/run-file';
import { MachineClock } from '../clock';
import { Engine } from '../engine';
import type { Journal } from '../state/journal';
import { openState, type StateFolder } from '../state/state-folder';
import { readApp } from './app-command';
import type { DevEvent, ReadyEvent } from './dev-event';
import { commands, readEnvFile, secretsIn } from './env-file';
import { type Listening, listen } from './http-server';
import { Watcher } from './watcher';

/** Settings of `tradewind dev`. */
export interface DevOptions {
  /** Folder of the project. */
  readonly folder: string;
  /** Command that declares the app. */
  readonly command: string;
  readonly host: string;
  readonly port: number;
  readonly namespace: string;
  /** `true` to delete the state before. */
  readonly reset: boolean;
  readonly onEvent: (event: DevEvent) => void;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/;

/** Runs an app on this machine until `stop`: it reloads what is saved, and keeps its state. */
export class Dev {
  private engine?: Engine;
  private server?: Listening;
  private app?: RunFile;
  private readonly watcher: Watcher;
  private readonly inputs = new Map<string, readonly string[]>();
  private last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: DevOptions,
    private readonly state: StateFolder,
  ) {
    this.watcher = new Watcher((files) => {
      this.last = this.last.then(() => this.changed(files)).catch((error) => this.failed(error));
    });
  }

  /** @throws AppCommandError, BuildError, EnvFileError, PortInUse or StateInUse */
  static async start(options: DevOptions): Promise<Dev> {
    const { host, onEvent, folder, namespace, reset } = options;
    readEnvFile(folder);
    if (!LOOPBACK.test(host)) onEvent({ type: 'warning', message: `Everyone who reaches ${host} can use the app.` });
    const state = openState(path.join(folder, '.tradewind', 'local', namespace), { reset });
    const { movedAside } = state.journal;
    if (movedAside !== undefined)
      onEvent({ type: 'warning', message: `The state was damaged, and is now ${movedAside}.` });
    const dev = new Dev(options, state);
    try {
      await dev.begin();
      return dev;
    } catch (error) {
      await dev.stop();
      throw error;
    }
  }

  /** Ends the app. What was acknowledged stays. */
  async stop(): Promise<void> {
    this.watcher.close();
    await this.server?.close();
    await this.engine?.stop();
    this.state.journal.close();
    this.state.release();
    this.options.onEvent({ type: 'stopped' });
  }

  private async begin(): Promise<void> {
    const { command, folder, host, port } = this.options;
    this.app = await readApp(command, folder);
    this.engine = await this.startEngine(this.app);
    this.server = await listen((request) => this.fetch(request), { host, port });
    await this.ready();
  }

  private async fetch(request: Request): Promise<Response> {
    return this.engine?.gateway.fetch(request) ?? new Response('The app starts again', { status: 503 });
  }

  private startEngine({ model }: RunFile): Promise<Engine> {
    const values = readEnvFile(this.options.folder);
    return Engine.start(model, {
      clock: new MachineClock(),
      journal: sharedJournal(this.state.journal),
      secrets: secretsIn(model, values),
      variables: values,
      folder: `dev-${process.pid}`,
      fixes: commands,
      onEvent: this.options.onEvent,
    });
  }

  /** Reports the app, and watches the files of its functions and its own. */
  private async ready(): Promise<void> {
    const { engine, server, app } = this;
    if (engine === undefined || server === undefined) return;
    this.inputs.clear();
    for (const [name, fn] of engine.functions) this.inputs.set(name, (await fn.built()).inputs);
    this.watcher.set([...(app?.files ?? []), ...[...this.inputs.values()].flat()]);
    this.options.onEvent(readyEvent(engine, server.url));
  }

  private async changed(files: readonly string[]): Promise<void> {
    const names = [...this.inputs].filter(([, inputs]) => inputs.some((file) => files.includes(file)));
    if (names.length > 0) await this.reload(names.map(([name]) => name));
    const isOfApp = files.some((file) => this.app?.files.includes(file));
    if (isOfApp) await this.readAgain();
  }

  private async reload(names: readonly string[]): Promise<void> {
    const started = performance.now();
    for (const name of names) {
      const code = await this.engine?.functions.get(name)?.rebuild();
      if (code) this.inputs.set(name, code.inputs);
    }
    this.watcher.set([...(this.app?.files ?? []), ...[...this.inputs.values()].flat()]);
    this.options.onEvent({ type: 'reloaded', functions: names, milliseconds: performance.now() - started });
  }

  /** Reads the app again. If it has changed, the engine starts again with the same state. */
  private async readAgain(): Promise<void> {
    const app = await readApp(this.options.command, this.options.folder);
    const previous = this.app;
    if (JSON.stringify(app.model) === JSON.stringify(previous?.model)) return;
    const before = this.engine;
    this.engine = undefined;
    await before?.stop();
    try {
      this.engine = await this.startEngine(app);
      this.app = app;
    } catch (error) {
      if (previous !== undefined) this.engine = await this.startEngine(previous);
      throw error;
    } finally {
      await this.ready();
    }
  }

  /** The last good code goes on. */
  private failed(error: unknown): void {
    this.options.onEvent({ type: 'error', message: error instanceof Error ? error.message : String(error) });
  }
}

/** The state outlives the engines of a run, of which each closes its own. */
function sharedJournal(journal: Journal): Journal {
  return {
    read: (space) => journal.read(space),
    put: (space, key, value) => journal.put(space, key, value),
    delete: (space, key) => journal.delete(space, key),
    atomically: (write) => journal.atomically(write),
    close() {},
  };
}

function readyEvent(engine: Engine, url: string): ReadyEvent {
  return {
    type: 'ready',
    url,
    routes: engine.gateway.all().flatMap((each) => each.routes.map((route) => ({ route, function: each.path }))),
    jobs: [...engine.jobs].map(([name, job]) => ({ path: name, next: job.next()?.toISOString() })),
    findings: engine.findings,
  };
}
