import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import { portable } from './portable-path';

/** Imports of each file, from esbuild's metafile. */
export class ImportGraph {
  private readonly edges = new Map<string, readonly string[]>();

  constructor(
    private readonly inputs: Metafile['inputs'],
    private readonly root: string,
  ) {}

  /**
   * Returns all files reachable from one, itself included: also those that add no bytes, because they determine the meaning
   * of others. Files that were deliberately excluded from the build are included too.
   */
  reachable(from: string): Set<string> {
    const found = new Set([from]);
    for (const file of found) {
      for (const next of this.next(file)) found.add(next);
    }
    return found;
  }

  private next(file: string): readonly string[] {
    const known = this.edges.get(file);
    if (known) return known;
    const imports = this.inputs[file]?.imports ?? [];
    const next = imports.flatMap(({ path: name, external }) => (external ? this.leftOut(name) : [name]));
    this.edges.set(file, next);
    return next;
  }

  // esbuild reports injected files as external, with their absolute path, and files that we exclude relative to the root.
  private leftOut(name: string): string[] {
    if (path.isAbsolute(name)) return [portable(path.relative(this.root, name))].filter((file) => file in this.inputs);
    return /^\.\.?\//.test(name) ? [path.posix.normalize(name)] : [];
  }
}
