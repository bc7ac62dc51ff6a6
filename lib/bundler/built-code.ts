import type { BuildOptions, Metafile } from 'esbuild';
import type { BuildJob } from './build-job';
import type { BuiltCode, CacheIndex } from './cache-index';
import type { Fingerprint, Fingerprints } from './fingerprints';
import { isGenerated } from './generated-entry';
import { InputFingerprints } from './input-fingerprints';
import { isVirtual } from './pieces/vendor-source';

interface Built {
  readonly code: BuiltCode;
  /** Names of its source files, in esbuild's metafile. */
  readonly inputs: readonly string[];
}

/** Code that was built for one group, and what it depends on, until all of it is added to the cache index at once. */
export class BuiltCodes {
  private readonly built = new Map<string, Built>();
  private readonly table = new Map<string, readonly Fingerprint[]>();
  private readonly inputs: InputFingerprints;
  // Files that changed while esbuild ran may have been read before or after: their bundles are not cached.
  private readonly changed = new Set<string>();

  /** @param startedAt in milliseconds since 1970: before the first file was read */
  constructor(
    private readonly fingerprints: Fingerprints,
    private readonly startedAt: number,
  ) {
    this.inputs = new InputFingerprints(fingerprints);
  }

  /**
   * Adds code that was built.
   * @param id of a generated entry, or of a vendor file
   * @param reachable every file that the build read for it
   * @param job one of its build
   */
  add(id: string, code: BuiltCode, reachable: Iterable<string>, inputs: Metafile['inputs'], job: BuildJob): void {
    this.readSettings(job);
    const names = [...reachable].filter((name) => !isGenerated(name) && !isVirtual(name));
    for (const name of names) this.read(name, inputs, job.options);
    const isChanged = names.some((name) => this.changed.has(name));
    if (!isChanged) this.built.set(id, { code, inputs: ['', ...names] });
  }

  /** Fingerprints of files that were added. */
  fingerprintsOf(names: readonly string[]): (readonly [Fingerprint, string])[] {
    const all = new Set(names.flatMap((name) => this.table.get(name) ?? []));
    return [...all].map((each) => [each, this.fingerprints.value(each)] as const);
  }

  /** Forgets code that was refused. */
  delete(id: string): void {
    this.built.delete(id);
  }

  addTo(index: CacheIndex): void {
    if (this.built.size > 0) index.add(this.built, this.table);
  }

  /** The settings of the project, on which each of its bundles depends. */
  private readSettings({ project, options }: BuildJob): void {
    if (this.table.has('')) return;
    const locks = project.lockFiles.map((name) => `file:${name}` as const);
    this.table.set('', [...locks, ...(options.tsconfig ? this.inputs.ofTsconfig(options.tsconfig) : [])]);
  }

  private read(name: string, inputs: Metafile['inputs'], options: BuildOptions): void {
    if (this.table.has(name)) return;
    const imports = inputs[name]?.imports.flatMap(({ original }) => original ?? []) ?? [];
    this.table.set(name, [...this.inputs.of(name), ...this.inputs.ofImports(name, imports, options.tsconfig)]);
    if (this.fingerprints.isNewer(this.inputs.fileOf(name), this.startedAt)) this.changed.add(name);
  }
}
