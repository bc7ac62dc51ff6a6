import type { Location, Message } from 'esbuild';
import { itemAt } from '../lookup';

/** Formats a place as `src/a.ts:3:14`, counted from 1 as editors do. */
export function position({ file, line, column, lineText }: Location): string {
  // esbuild counts bytes.
  const characters = Buffer.from(lineText).subarray(0, column).toString('utf8').length;
  return `${file}:${line}:${characters + 1}`;
}

/** Returns the source line of a message, with a mark below the place. */
export function excerpt({ line, column, lineText, length }: Location): string {
  const before = Buffer.from(lineText).subarray(0, column).toString('utf8');
  const marked = Buffer.from(lineText)
    .subarray(column, column + Math.max(1, length))
    .toString('utf8');
  const margin = ' '.repeat(String(line).length);
  const indent = before.replace(/[^\t]/g, ' ');
  return `    ${line} │ ${lineText}\n    ${margin} ╵ ${indent}${'^'.repeat(Math.max(1, marked.length))}`;
}

/** Formats a message in one line, with its position when there is one. */
export function describe({ text, location }: Message): string {
  return location ? `${position(location)}: ${text}` : text;
}

/** Returns the action that fixes an error of esbuild, except for a package that is not installed. */
export function remedy(text: string): string {
  if (text.includes('Top-level await')) return "set bundling: { format: 'esm' }, or move the await into a function";
  const binary = /No loader is configured for "\.node" files: (\S+)/.exec(text)?.[1];
  if (binary?.includes('node_modules/')) return `set bundling: { nativeModules: ['${packageOf(binary)}'] }`;
  const extension = /No loader is configured for "(\.[^"]+)" files/.exec(text)?.[1];
  if (extension !== undefined) return `set its loader: bundling: { loader: { '${extension}': 'copy' } }`;
  const unresolved = unresolvedName(text);
  if (unresolved === undefined) return 'correct this line';
  // `prisma generate` writes the client to a folder that its settings name, or to `.prisma` of node_modules.
  if (/(^|[./])prisma(\/|$)/i.test(unresolved)) return 'run npx prisma generate, which writes that file';
  if (/(^|\/)(__)?(generated|gen)(__)?\//.test(unresolved)) return 'run the generator that writes that file';
  return 'correct the path, or add the file';
}

/** Returns the import that could not be found, as written. */
export function unresolvedName(text: string): string | undefined {
  return /Could not resolve "([^"]+)"/.exec(text)?.[1];
}

/** Returns the imported package that is not installed. */
export function missingPackage({ text }: Message): string | undefined {
  const name = unresolvedName(text);
  return name === undefined || /^[./#]/.test(name) ? undefined : packageOf(name);
}

/** Returns the package of a file or an import. */
export function packageOf(name: string): string {
  const inside = itemAt(name.replaceAll('\\', '/').split('node_modules/'), -1);
  const parts = inside.split('/');
  return parts.slice(0, inside.startsWith('@') ? 2 : 1).join('/');
}
