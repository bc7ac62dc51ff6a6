import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VercelApp } from 'tradewind/vercel';

/** A new app, and the files of its output by their paths, JSON parsed. */
export function newApp(context: Record<string, unknown> = { 'tradewind:bundling': false }) {
  const root = mkdtempSync(path.join(tmpdir(), 'tradewind-vercel-'));
  const app = new VercelApp({ root, context });
  const synthesize = () => readFiles(app.synth().directory);
  return { app, root, synthesize };
}

/** The files below a folder by their paths, in order; those of JSON parsed. */
export function readFiles(folder: string): Record<string, unknown> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.relative(folder, path.join(file.parentPath, file.name)).replaceAll(path.sep, '/'))
    .sort();
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return Object.fromEntries(names.map((name) => [name, name.endsWith('.json') ? JSON.parse(read(name)) : read(name)]));
}
