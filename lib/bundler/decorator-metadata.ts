import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { isInstalled } from './portable-path';
import { upward } from './project';
import { tsconfigChain } from './tsconfig-chain';

/** Matches a decorator at the start of a line. Tags of doc comments follow an asterisk. */
const DECORATOR = /^[ \t]*@[A-Za-z_$]/m;

/**
 * Warns about files that use decorators under `emitDecoratorMetadata`, which esbuild does not implement: it has no
 * types.
 * @param files paths of the sources of a build, relative to `root`
 * @param chosen the tsconfig.json in the options of the build, relative to the working directory
 * @returns the warning of each such file, by its path
 * @see https://esbuild.github.io/content-types/#typescript-caveats
 */
export function metadataWarnings(files: readonly string[], root: string, chosen?: string): Map<string, string> {
  const own = files.filter((file) => /\.[cm]?tsx?$/.test(file) && !isInstalled(file)).sort();
  return new Map(
    own.flatMap((file): [string, string][] => {
      const warning = warningOf(file, root, chosen);
      return warning === undefined ? [] : [[file, warning]];
    }),
  );
}

function warningOf(file: string, root: string, chosen?: string): string | undefined {
  const source = path.resolve(root, file);
  if (!existsSync(source) || !DECORATOR.test(readFileSync(source, 'utf8'))) return undefined;
  const config = chosen === undefined ? nearestConfig(source) : path.resolve(chosen);
  const setting = config && tsconfigChain(config).find((name) => settingOf(name) !== undefined);
  if (setting === undefined || settingOf(setting) !== 'true') return undefined;
  return (
    `${file} uses decorators, and ${path.relative(root, setting) || setting} sets emitDecoratorMetadata, which esbuild does not implement: ` +
    'the classes have no type metadata at run time. Compile such files with tsc or SWC and name the output as the entry, ' +
    'or pass the types to the decorators and remove the setting.'
  );
}

function nearestConfig(source: string): string | undefined {
  return upward(path.dirname(source))
    .map((folder) => path.join(folder, 'tsconfig.json'))
    .find((file) => existsSync(file));
}

/** Returns the value of the setting in one file, as text. A commented-out line does not count. */
function settingOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, '');
  return /"emitDecoratorMetadata"\s*:\s*(true|false)/.exec(text)?.[1];
}
