import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { transformSync } from '@swc/core';

const repository = path.join(__dirname, '../..');

/** Compiles the bundler to CommonJS in a folder, as it is published, and gives the path to require. */
export function compileBundler(folder: string): string {
  const sourcesIn = (name: string) =>
    readdirSync(path.join(repository, 'lib', name))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => path.posix.join(name, file));
  mkdirSync(path.join(folder, 'dist/bundler/pieces'), { recursive: true });
  for (const source of [...sourcesIn('bundler'), ...sourcesIn('bundler/pieces'), ...sourcesIn('.')]) {
    const text = readFileSync(path.join(repository, 'lib', source), 'utf8');
    const { code } = transformSync(text, {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    });
    writeFileSync(path.join(folder, 'dist', source.replace(/\.ts$/, '.js')), code);
  }
  // The same version, so that the same cache serves both.
  copyFileSync(path.join(repository, 'package.json'), path.join(folder, 'package.json'));
  symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return path.join(folder, 'dist/bundler/index.js');
}
