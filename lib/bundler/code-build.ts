import { rmSync } from 'node:fs';
import * as path from 'node:path';
import {
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  buildSync,
  type Message,
  type Metafile,
  stop,
} from 'esbuild';
import { describe, excerpt, missingPackage, remedy } from './build-messages';
import { SUBSTITUTES } from './esbuild-options';
import type { Failure } from './failures';
import { ImportGraph } from './import-graph';
import { type LocatedMessage, tellMissing } from './missing-packages';
import type { Order } from './order';
import { importPath, isInstalled, portable } from './portable-path';
import { besides, ensureFile } from './write-whole';

type Result = BuildResult<BuildOptions & { metafile: true }>;

let total = 0;

/** How many times esbuild has been run in this process. */
export function esbuildRuns(): number {
  return total;
}

/** What one run of esbuild gave. */
export interface CodeBuild {
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
  /** Folder of the output, relative to the root, with `/`. */
  readonly folder: string;
  /** Removes the output, once it is stored. */
  dispose(): void;
}

/** Runs esbuild for orders of one group. Counts the runs. */
export class CodeBuilder {
  runs = 0;

  /** One run. The orders differ in their wrappers. */
  build(orders: readonly Order[]): CodeBuild | readonly Failure[] {
    const { project } = orders[0]!;
    try {
      writeEntries(orders);
    } catch (error) {
      return [notWritable(orders, error as NodeJS.ErrnoException)];
    }
    // Processes must not share it, and its depth has to be the same always: source maps are relative to it.
    const outdir = besides(path.join(project.cache, 'build', 'run'));
    const dispose = () => rmSync(outdir, { recursive: true, force: true });
    try {
      const { metafile, warnings } = this.run(orders, { outdir });
      return { metafile, warnings, folder: portable(path.relative(project.root, outdir)), dispose };
    } catch (error) {
      dispose();
      return this.explain(orders, error);
    }
  }

  private run(orders: readonly Order[], more: BuildOptions): Result {
    const { project, options } = orders[0]!;
    this.runs += 1;
    total += 1;
    try {
      return buildSync({
        ...options,
        ...more,
        metafile: true,
        absWorkingDir: project.root,
        // Sorted, so that the order of declaration makes no difference.
        entryPoints: orders
          .map((order) => ({ in: importPath(project.root, wrapperFile(order)), out: order.wrapper.id }))
          .sort((a, b) => (a.out < b.out ? -1 : 1)),
      });
    } finally {
      // esbuild would stay, with all that it has read, until the process ends: hundreds of megabytes in a large app.
      void stop();
    }
  }

  private explain(orders: readonly Order[], error: unknown): readonly Failure[] {
    const messages = (error as Partial<BuildFailure> | undefined)?.errors;
    if (!messages?.length) return [notRun(orders, String((error as Error | undefined)?.message ?? error))];
    // Mistakes in the options are thrown by esbuild's own code, and come with a place in it.
    const inOptions = messages.find(({ location }) => location && /[\\/]esbuild[\\/]lib[\\/]/.test(location.file));
    if (inOptions) return [notRun(orders, inOptions.text)];
    const usersOf = this.findUsers(orders, messages);
    const located = messages.map((message) => {
      const users = new Set(usersOf(message.location?.file));
      return { message, orders: orders.filter((order) => users.has(order)) };
    });
    const { failures, others } = tellMissing(located);
    return [...failures, ...others.map(tell)];
  }

  /**
   * A failed run has no metafile, so it does not say who imports a broken file. A second run, in which the broken files
   * and the packages that are missing are left out, does.
   */
  private findUsers(orders: readonly Order[], messages: readonly Message[]): (file?: string) => readonly Order[] {
    const { project, options } = orders[0]!;
    const broken = messages.flatMap((message) => {
      const { location } = message;
      const missing = location && isInstalled(location.file) ? missingPackage(message) : undefined;
      return missing ?? (location ? [path.resolve(project.root, location.file)] : []);
    });
    try {
      const external = [...(options.external ?? []), ...broken];
      const { inputs } = this.run(orders, { external, write: false, outdir: project.root, sourcemap: false }).metafile;
      const graph = new ImportGraph(inputs, project.root);
      return (file) => {
        if (file === undefined) return orders;
        const users = orders.filter((order) => graph.reachable(wrapperName(order)).has(file));
        return users.length > 0 ? users : orders;
      };
    } catch {
      return () => orders;
    }
  }
}

function tell({ message, orders }: LocatedMessage): Failure {
  const { text, location } = message;
  return {
    orders,
    code: 'BUNDLE_FAILED',
    rule: `does not build: ${describe(message)}`,
    fix: remedy(text),
    excerpt: location ? excerpt(location) : undefined,
  };
}

/** Name of an order's wrapper in the metafile. */
export function wrapperName(order: Order): string {
  return portable(path.relative(order.project.root, wrapperFile(order)));
}

function wrapperFile({ project, wrapper }: Order): string {
  return path.join(project.cache, 'entries', wrapper.folder, `${wrapper.id}.js`);
}

function writeEntries(orders: readonly Order[]): void {
  const { cache } = orders[0]!.project;
  // The wrappers are modules of no type, whatever the type of the project's own.
  ensureFile(path.join(cache, 'entries', 'package.json'), '{}\n');
  for (const { name, text } of Object.values(SUBSTITUTES)) ensureFile(path.join(cache, 'entries', name), text);
  for (const order of orders) ensureFile(wrapperFile(order), order.wrapper.text);
}

// No other folder is tried: bundles hold paths relative to this one, and would not be the same on every machine.
function notWritable(orders: readonly Order[], { code, message }: NodeJS.ErrnoException): Failure {
  return {
    orders,
    code: 'BUNDLE_FAILED',
    rule: `does not build: ${portable(orders[0]!.project.cache)} cannot be written to (${code ?? message})`,
    fix: 'make that folder writable, or mount a writable one there',
  };
}

function notRun(orders: readonly Order[], text: string): Failure {
  return {
    orders,
    code: 'BUNDLE_FAILED',
    rule: `does not build: esbuild could not run, as ${text.split('\n')[0]}`,
    fix: /option|must be/.test(text) ? 'correct the prop `bundling`' : 'mend the installation of esbuild: npm install',
  };
}
