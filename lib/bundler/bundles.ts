import { refuse } from '../errors';
import { valueIn } from '../lookup';
import { type BuildJob, createBuildJob, isAny } from './build-job';
import { CodeBuilder } from './code-build';
import { type Failure, toError } from './failures';
import { Fingerprints } from './fingerprints';
import { finish } from './finish';
import { buildGroup, type GroupResult } from './group-build';
import { NativeInstaller } from './native-install';
import { prune } from './output-store';
import { Projects } from './project';
import type { Bundle, BundleOutput, BundleRequest } from './types';

interface Registered {
  readonly job: BuildJob;
  /** Construct paths that share it. */
  readonly paths: string[];
  /** Result, once it was built: its output, or the error. */
  result?: { readonly output: BundleOutput } | { readonly error: unknown };
}

/** State that the groups of one build share. */
interface Around {
  /** By the root of the project. */
  readonly fingerprints: Map<string, Fingerprints>;
  readonly installer: NativeInstaller;
  /** In milliseconds since 1970. */
  readonly startedAt: number;
}

const registries = new WeakMap<object, Bundles>();

/**
 * All bundles of an app. Nothing is built before the first of them is asked for its output: then everything registered
 * is, together with all others of the same options.
 */
export class Bundles {
  private readonly registered = new Map<string, Registered>();
  private readonly builder = new CodeBuilder();
  private readonly projects = new Projects();

  /** The bundles of an app, given its root. */
  static of(root: object): Bundles {
    const found = registries.get(root) ?? new Bundles();
    registries.set(root, found);
    return found;
  }

  /** Number of esbuild runs: one for each slice of the entries of equal options that had to be built. */
  get runs(): number {
    return this.builder.runs;
  }

  /** Adds a bundle. Equal requests share one. @throws ValidationError for a request that cannot be built */
  register(request: BundleRequest): Bundle {
    const job = createBuildJob(request, this.projects);
    const known = this.registered.get(job.identity);
    const registered = known ?? { job, paths: [] };
    registered.paths.push(request.path);
    if (!known) this.registered.set(job.identity, registered);
    return { request, output: () => this.outputOf(registered) };
  }

  private outputOf(registered: Registered): BundleOutput {
    if (registered.result === undefined) this.buildPending();
    const { result } = registered;
    if (result === undefined) throw new Error('a bundle was neither built nor refused');
    if ('error' in result) refuse(result.error);
    return result.output;
  }

  private buildPending(): void {
    const pending = [...this.registered.values()].filter(({ result }) => result === undefined);
    const failures: Failure[] = [];
    const runs = this.runs;
    const startedAt = Date.now();
    try {
      const around = { fingerprints: new Map<string, Fingerprints>(), installer: new NativeInstaller(), startedAt };
      for (const group of groupsOf(pending)) failures.push(...this.buildOne(group, around));
    } catch (error) {
      for (const each of pending) each.result ??= { error };
      throw error;
    }
    const error = toError(failures, (job) => valueIn(this.registered, job.identity).paths);
    for (const each of pending) each.result ??= { error };
    if (this.runs > runs) for (const cache of new Set(pending.map(({ job }) => job.project.cache))) prune(cache);
    // Each synthesis reports all mistakes, whichever bundle it requests first.
    if (failures.length > 0) refuse(error);
  }

  private buildOne(group: readonly Registered[], around: Around): readonly Failure[] {
    const jobs = group.map(({ job }) => job);
    if (!isAny(jobs)) return [];
    const [{ project }] = jobs;
    const { root } = project;
    const fingerprints = around.fingerprints.get(root) ?? new Fingerprints(root);
    around.fingerprints.set(root, fingerprints);
    const built: GroupResult = buildGroup(jobs, this.builder, fingerprints, around.startedAt);
    const failures = [...built.failures];
    for (const each of group) {
      const code = built.code.get(each.job.generated.id);
      if (code === undefined) continue;
      const vendor = code.vendor && built.vendors.get(code.vendor.key);
      const finished = finish(each.job, code, vendor, around.installer);
      if ('hash' in finished) each.result = { output: finished };
      else failures.push(finished);
    }
    return failures;
  }
}

function groupsOf(pending: readonly Registered[]): Registered[][] {
  const groups = new Map<string, Registered[]>();
  for (const each of pending) {
    const key = `${each.job.project.root}\0${each.job.group}`;
    const group = groups.get(key) ?? [];
    group.push(each);
    groups.set(key, group);
  }
  return [...groups.values()];
}
