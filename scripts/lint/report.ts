import type { Project } from './project';
import type { Problem, Rule } from './rule';

/** A problem with the name of its rule. */
export interface Finding extends Problem {
  readonly rule: string;
}

/** Applies rules, and sorts the findings by file and line. */
export function found(project: Project, rules: readonly Rule[]): readonly Finding[] {
  return rules
    .flatMap((rule) => rule.check(project).map((problem) => ({ ...problem, rule: rule.name })))
    .sort((one, other) => (one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line));
}

/** Compares a file with the paths of a command line; no paths stand for the whole project. */
export function isUnder(file: string, paths: readonly string[]): boolean {
  const folders = paths.map((path) => path.replace(/^\.\/|\/+$/g, ''));
  return folders.length === 0 || folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
}

/** Numbers of findings by folder, the most first; `lib` and `test` are counted by the folders in them. */
export function countsByFolder(findings: readonly Finding[]): readonly [folder: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { file } of findings) {
    const parts = file.split('/');
    const depth = /^(?:lib|test)$/.test(parts[0] ?? '') ? 2 : 1;
    const folder = parts.slice(0, Math.min(depth, Math.max(parts.length - 1, 1))).join('/');
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Lines of the report: file, line, rule, fault and remedy of each finding, then the number for each folder. */
export function reportLines(findings: readonly Finding[]): readonly string[] {
  const counts = countsByFolder(findings).map(([folder, count]) => `${String(count).padStart(6)}  ${folder}`);
  const total = findings.length === 0 ? 'lint: ok' : `lint: ${findings.length} problems`;
  const places = findings.map(({ file, line, rule, fault, remedy }) => `${file}:${line}: ${rule}: ${fault}: ${remedy}`);
  return [...places, ...counts, total];
}
