import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type Bundle, type BundleOutput, type BundleRequest, Bundles } from '../../lib/bundler';

/** Files of a project, by path. */
export type Files = Readonly<Record<string, string>>;

const made: string[] = [];

/** A project in a folder of its own, with a lock file and an adapter that hands the handler on. */
export class Sandbox {
  readonly root: string;

  constructor(files: Files = {}, folder = 'app') {
    const temporary = mkdtempSync(path.join(realpathSync(tmpdir()), 'tradewind-bundler-'));
    made.push(temporary);
    this.root = path.join(temporary, folder);
    this.write({ 'package-lock.json': '{}', 'package.json': '{}', 'adapter.ts': ADAPTER, ...files });
  }

  path(...names: string[]): string {
    return path.join(this.root, ...names);
  }

  write(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(this.path(name)), { recursive: true });
      writeFileSync(this.path(name), text);
    }
  }

  request(entry: string, more: Partial<BundleRequest> = {}): BundleRequest {
    return {
      path: `App/${entry}`,
      entry: this.path(entry),
      adapter: { file: this.path('adapter'), export: 'adapt' },
      target: 'node20',
      native: { os: 'linux', cpu: 'arm64', libc: 'glibc' },
      ...more,
    };
  }

  /** Registers entries in a fresh app, as a new synth does. */
  app(entries: readonly string[], options?: BundleRequest['options']): App {
    return new App(entries.map((entry) => this.request(entry, { options })));
  }

  /** One entry, built by a fresh app. */
  build(entry: string, more: Partial<BundleRequest> = {}): BundleOutput {
    return new App([this.request(entry, more)]).bundle(0).output();
  }

  /** Number of esbuild runs of a fresh app for these entries. */
  runs(entries: readonly string[], options?: BundleRequest['options']): number {
    const app = this.app(entries, options);
    app.bundle(0).output();
    return app.bundles.runs;
  }
}

const ADAPTER = 'export const adapt = <T>(entry: T): T => entry;\n';

/** An app of which only the bundles exist. */
export class App {
  readonly bundles = Bundles.of({});
  private readonly all: readonly Bundle[];

  constructor(requests: readonly BundleRequest[]) {
    this.all = requests.map((request) => this.bundles.register(request));
  }

  bundle(index: number): Bundle {
    return this.all[index]!;
  }
}

/** Loads a CommonJS bundle, past jest's own module system. */
export function load(output: BundleOutput): { handler: (...args: unknown[]) => unknown } {
  return createRequire('/')(path.join(output.directory, 'index.js'));
}

/** The message of what a function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** Removes all sandboxes of a test file. */
export function removeSandboxes(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
