import type { Project } from './project';

/** Source files of the library. */
export function libraryFiles(project: Project): readonly string[] {
  return project.files.filter((file) => /^lib\/.*\.ts$/.test(file));
}

/** Folder of `lib` that a file is in; empty for a file of `lib` itself and for a file elsewhere. */
export function roomOf(file: string): string {
  return /^lib\/([^/]+)\//.exec(file)?.[1] ?? '';
}

/** Folders of providers: those that have adapters. */
export function providersOf(project: Project): ReadonlySet<string> {
  return new Set(project.files.flatMap((file) => /^lib\/([^/]+)\/adapter\//.exec(file)?.[1] ?? []));
}

/** Recognizes a file that is bundled with functions. */
export function isBundled(file: string): boolean {
  return /^lib\/(?:[^/]+\/(?:adapter|clients)|runtime(?:-[^/]+)?)\//.test(file);
}

/** Name of the package of a specifier: `@azure/identity` for `@azure/identity/dist/x`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
