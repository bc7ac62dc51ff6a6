import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { digest } from './digest';
import { ancestors, type Project, toPosix } from './project';

/**
 * Reads what a bundle depends on, each file and folder once a run. A fact is `f:<file>`, whose value is a hash of the
 * content, or `d:<folder>`, whose value is a hash of the names in it: a name that appears may change what an import
 * resolves to. Paths are relative to the root.
 */
export class Facts {
  private readonly values = new Map<string, string>();
  private readonly folderFacts = new Map<string, readonly string[]>();

  constructor(private readonly project: Project) {}

  /** The value of a fact now. */
  value(fact: string): string {
    const known = this.values.get(fact);
    if (known !== undefined) return known;
    const value = this.read(fact);
    this.values.set(fact, value);
    return value;
  }

  /** One hash of the values of many facts. */
  combined(facts: readonly string[]): string {
    return digest(facts.map((fact) => this.value(fact)).join(''));
  }

  /** Every fact that a bundle of these inputs (as esbuild names them) depends on. */
  of(inputs: Iterable<string>): string[] {
    const facts = new Set<string>();
    if (this.project.lockFile !== undefined) facts.add(`f:${this.relative(this.project.lockFile)}`);
    for (const input of inputs) {
      facts.add(`f:${input}`);
      for (const fact of this.ofFolder(path.posix.dirname(input))) facts.add(fact);
    }
    return [...facts].sort();
  }

  private read(fact: string): string {
    const file = path.resolve(this.project.root, fact.slice(2));
    try {
      return digest(fact.startsWith('f:') ? readFileSync(file) : namesThatMatter(file)).slice(0, 16);
    } catch {
      return 'absent'.padEnd(16);
    }
  }

  private ofFolder(folder: string): readonly string[] {
    const known = this.folderFacts.get(folder);
    if (known !== undefined) return known;
    const absolute = path.resolve(this.project.root, folder);
    const facts = isDependency(folder) ? this.ofDependency(absolute) : this.ofSource(absolute);
    this.folderFacts.set(folder, facts);
    return facts;
  }

  /** The package.json of a dependency says what is loaded, and what may be dropped. */
  private ofDependency(absolute: string): string[] {
    const owner = ancestors(absolute).find((folder) => existsSync(path.join(folder, 'package.json')));
    return owner === undefined ? [] : [`f:${this.relative(path.join(owner, 'package.json'))}`];
  }

  /** Beside sources, and above them, files may appear and settings change. */
  private ofSource(absolute: string): string[] {
    const folders = ancestors(absolute).filter((folder) => isWithin(this.project.root, folder) || folder === absolute);
    return folders.flatMap((folder) => [
      `d:${this.relative(folder)}`,
      ...this.present(folder, 'package.json'),
      ...this.present(folder, 'tsconfig.json').flatMap((fact) => [fact, ...this.extended(fact, [])]),
    ]);
  }

  private present(folder: string, name: string): string[] {
    const file = path.join(folder, name);
    return existsSync(file) ? [`f:${this.relative(file)}`] : [];
  }

  /** What a tsconfig extends. Those of packages are covered by the lock file. */
  private extended(fact: string, seen: readonly string[]): string[] {
    const file = path.resolve(this.project.root, fact.slice(2));
    if (seen.includes(fact) || !existsSync(file)) return [];
    const [, value = ''] = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(readFileSync(file, 'utf8')) ?? [];
    return [...value.matchAll(/"(\.[^"]*)"/g)].flatMap(([, name]) => {
      const target = path.resolve(path.dirname(file), name!.endsWith('.json') ? name! : `${name}.json`);
      const next = `f:${this.relative(target)}`;
      return [next, ...this.extended(next, [...seen, fact])];
    });
  }

  private relative(file: string): string {
    return toPosix(path.relative(this.project.root, file)) || '.';
  }
}

/** Other names come and go, such as the output of this very run, and change no resolution. */
function namesThatMatter(folder: string): string {
  const matters = /\.([cm]?[jt]s|[jt]sx)$|^(package|tsconfig)\.json$|^node_modules$/;
  return readdirSync(folder)
    .filter((name) => matters.test(name))
    .sort()
    .join('\n');
}

function isDependency(folder: string): boolean {
  return /(^|\/)node_modules(\/|$)/.test(folder);
}

function isWithin(root: string, folder: string): boolean {
  const relative = path.relative(root, folder);
  return !relative.startsWith('..') && !path.isAbsolute(relative);
}
