import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Files of a project, each read and parsed at most once. */
export interface Project {
  /** Paths from the project's folder, sorted. */
  readonly files: readonly string[];
  /** Recognizes a file of the project. */
  has(file: string): boolean;
  /** Reads a file of the project. */
  text(file: string): string;
  /** Parses a TypeScript or JavaScript file of the project. Nodes have no parents. */
  source(file: string): ts.SourceFile;
}

/** Samples for tests are left out: some of them break rules on purpose. */
const SAMPLES = /(?:^|\/)fixtures\//;

/** The files under `root` that git tracks, or would if they were added. */
export function gitProject(root: string): Project {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = [...new Set(listed.split('\0'))].filter((file) => file && isFile(path.join(root, file)));
  return project(files.sort(), (file) => readFileSync(path.join(root, file), 'utf8'));
}

/** Folders are listed when a link in their place is not ignored. */
function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A project of the files given by path, for tests. */
export function textProject(texts: Readonly<Record<string, string>>): Project {
  return project(Object.keys(texts).sort(), (file) => texts[file] ?? '');
}

function project(all: readonly string[], read: (file: string) => string): Project {
  const text = once(read);
  const files = all.filter((file) => !SAMPLES.test(file));
  const names = new Set(files);
  return {
    files,
    has: (file) => names.has(file),
    text,
    source: once((file) => ts.createSourceFile(file, text(file), PARSER, false)),
  };
}

const PARSER = { languageVersion: ts.ScriptTarget.Latest, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };

function once<T>(make: (file: string) => T): (file: string) => T {
  const made = new Map<string, T>();
  return (file) => {
    const known = made.get(file);
    if (known !== undefined) return known;
    const fresh = make(file);
    made.set(file, fresh);
    return fresh;
  };
}

/** Line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
