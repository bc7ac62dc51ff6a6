import { existsSync } from 'node:fs';
import * as path from 'node:path';
import type { Fingerprint, Fingerprints } from './fingerprints';
import { meanings, type PathAlias, pathAliases } from './path-aliases';
import { isInstalled, portable } from './portable-path';
import { upward } from './project';
import { tsconfigChain } from './tsconfig-chain';

/** Lists the fingerprints that tell if a source file, or the meaning of its imports, changed. */
export class InputFingerprints {
  private readonly root: string;
  private readonly folders = new Map<string, readonly Fingerprint[]>();
  private readonly aliases = new Map<string, readonly PathAlias[]>();

  constructor({ root }: Fingerprints) {
    this.root = root;
  }

  /** @param input name of the file in esbuild's metafile */
  of(input: string): readonly Fingerprint[] {
    const file = this.fileOf(input);
    const content: Fingerprint = `file:${file}`;
    if (isInstalled(file)) return [content, ...this.packageFingerprints(file)];
    return [
      content,
      ...nearFingerprints(file),
      ...this.folderFingerprints(path.dirname(path.resolve(this.root, file))),
    ];
  }

  /**
   * Lists the files that the imports of a source file could mean by the `paths` of tsconfig.json files, which are tried
   * in turn: a file that appears in an earlier place would be used instead. @param tsconfig the one in the options
   */
  ofImports(input: string, imports: readonly string[], tsconfig?: string): readonly Fingerprint[] {
    const file = this.fileOf(input);
    if (isInstalled(file)) return [];
    const aliases =
      tsconfig === undefined
        ? this.aliasesAbove(path.dirname(path.resolve(this.root, file)))
        : this.aliasesIn([path.resolve(this.root, tsconfig)], '');
    return imports
      .filter((name) => !/^\.{0,2}\//.test(name))
      .flatMap((name) => meanings(name, aliases))
      .map((meant) => this.relative(meant))
      .flatMap((meant) => [...nearFingerprints(meant), `near:${meant}` as const]);
  }

  private aliasesAbove(folder: string): readonly PathAlias[] {
    const files = upward(folder).flatMap((above) =>
      ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(above, name)),
    );
    return this.aliasesIn(files, folder);
  }

  private aliasesIn(files: readonly string[], key: string): readonly PathAlias[] {
    const known =
      this.aliases.get(key) ??
      pathAliases(files.filter((file) => existsSync(file)).flatMap((file) => tsconfigChain(file)));
    this.aliases.set(key, known);
    return known;
  }

  /** Lists a tsconfig.json and the files that it extends. */
  ofTsconfig(file: string): readonly Fingerprint[] {
    return tsconfigChain(path.resolve(this.root, file)).map((name): Fingerprint => `file:${this.relative(name)}`);
  }

  /** Imports may end with a query, and a package's `browser` field may have disabled a file. */
  fileOf(input: string): string {
    const name = input.replace(/^\(disabled\):/, '');
    return existsSync(path.resolve(this.root, name)) ? name : name.replace(/[?#].*$/, '');
  }

  /** Lists the package.json files between an installed file and its package's folder. */
  private packageFingerprints(file: string): readonly Fingerprint[] {
    const folder = path.dirname(path.resolve(this.root, file));
    return this.remember(`package ${folder}`, () => {
      const all = upward(folder);
      const end = all.findIndex((above) => path.basename(above) === 'node_modules');
      return all
        .slice(0, end)
        .map((above) => path.join(above, 'package.json'))
        .filter((name) => existsSync(name))
        .map((name): Fingerprint => `package:${this.relative(name)}`);
    });
  }

  /** Lists the configuration files above a source file, and their content. */
  private folderFingerprints(folder: string): readonly Fingerprint[] {
    return this.remember(folder, () => {
      const parent = path.dirname(folder);
      const above = parent === folder ? [] : this.folderFingerprints(parent);
      return [...above, `folder:${this.relative(folder)}`, ...this.configurationOf(folder)];
    });
  }

  private configurationOf(folder: string): readonly Fingerprint[] {
    const has = (name: string) => existsSync(path.join(folder, name));
    const fingerprints: Fingerprint[] = [];
    if (has('package.json')) fingerprints.push(`package:${this.relative(path.join(folder, 'package.json'))}`);
    if (has('node_modules')) fingerprints.push(`modules:${this.relative(path.join(folder, 'node_modules'))}`);
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      if (has(name)) fingerprints.push(...this.ofTsconfig(path.join(folder, name)));
    }
    return fingerprints;
  }

  private relative(file: string): string {
    return portable(path.relative(this.root, file)) || '.';
  }

  private remember(key: string, fingerprints: () => readonly Fingerprint[]): readonly Fingerprint[] {
    const known = this.folders.get(key) ?? fingerprints();
    this.folders.set(key, known);
    return known;
  }
}

/**
 * For `src/foo/index.ts`: possible meanings of `src`, `src/foo` and `src/foo/index`. A new `src/foo.ts` would be used
 * instead.
 */
function nearFingerprints(file: string): Fingerprint[] {
  const names = file.split('/');
  return names.flatMap((name, index): Fingerprint[] => {
    if (name === '..') return [];
    const last = index === names.length - 1;
    return [`near:${[...names.slice(0, index), last ? path.parse(name).name : name].join('/')}`];
  });
}
