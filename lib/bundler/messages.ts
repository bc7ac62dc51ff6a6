import type { Message } from 'esbuild';
import { formatProblem } from '../errors';
import type { Wrapper } from './wrapper';

/** What is wrong with an entry. */
export interface EntryProblem {
  readonly code: string;
  readonly rule: string;
  readonly fix: string;
}

/** One line for each construct that uses the entry would repeat the problem: the paths stand in one. */
export function formatEntryProblem(paths: readonly string[], entry: string, problem: EntryProblem): string {
  return formatProblem(paths.join(', '), { ...problem, prop: 'entry', value: entry });
}

/** An error of esbuild with its place, and what to do. */
export function esbuildProblem(message: Message): EntryProblem {
  return { code: 'BUNDLE_FAILED', rule: formatMessage(message), fix: remedy(message.text) };
}

/** `src/a.ts:3:14: text`, and the line of the source with a mark under it. */
export function formatMessage({ text, location, notes }: Message): string {
  const more = notes.map((note) => note.text).filter(Boolean);
  const whole = [text, ...more].join(' ');
  if (location === null) return whole;
  const { file, line, column, lineText, length } = location;
  const mark = ' '.repeat(column) + '^'.repeat(Math.max(1, Math.min(length, lineText.length - column)));
  return `${file}:${line}:${column + 1}: ${whole}\n    ${lineText}\n    ${mark}\n `;
}

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/Top-level await/, "give the construct bundling: { format: 'esm' }"],
  [
    /No loader is configured for "\.node"/,
    'name the package that holds this file in bundling: { nativeModules: [...] }',
  ],
  [/No loader is configured/, "name a loader in bundling: { loader: { '.ext': 'text' } }"],
  [
    /Could not resolve/,
    'install the package, or correct the path; what the runtime itself has goes into bundling: { external: [...] }',
  ],
];

function remedy(text: string): string {
  return REMEDIES.find(([pattern]) => pattern.test(text))?.[1] ?? 'correct the file';
}

/** Whether esbuild told that an entry has none of the exports that its wrapper asks for. */
export function missingExports(wrapper: Wrapper, warnings: readonly Message[]): EntryProblem | undefined {
  const wanted = [...wrapper.text.matchAll(/entry\["([^"]+)"\]/g)].map(([, name]) => name!);
  const missing = warnings
    .filter((warning) => isOfWrapper(wrapper, warning))
    .map(({ text }) => /^Import "([^"]+)"/.exec(text)?.[1]);
  if (wanted.some((name) => !missing.includes(name))) return undefined;
  return {
    code: 'HANDLER_MISSING',
    rule: `exports no ${wanted.join(' and no ')}`,
    fix:
      wanted.length === 1
        ? `export ${wanted[0]}, or correct the prop handler`
        : 'export a portable module as `export default { ... }`, or a native function as `export const handler`',
  };
}

/** Whether a warning is about a wrapper. Those are ours to read, not the user's. */
export function isOfWrapper(wrapper: Wrapper, { id, location }: Message): boolean {
  return id === 'import-is-undefined' && location?.file.endsWith(`${wrapper.id}.js`) === true;
}
