import type { BundleOutput } from '../../bundler/types';
import type { TextFiles } from '../../terraform/code-asset';
import framework from './framework-lock.json';

/** The framework that runs functions on Google, in the version of `framework-lock.json`. */
const FRAMEWORK = '@google-cloud/functions-framework';

/** Places of packages in `node_modules`, with their entries of a `package-lock.json`. */
type Lock = Readonly<Record<string, Entry>>;
type Entry = NonNullable<BundleOutput['nativeLock']>[string];

/**
 * The files from which Google installs the packages next to a bundle: the framework, and packages with native code in their
 * locked versions. The lock file has the hash of every package, and no script of a package runs in the build.
 * @see https://cloud.google.com/functions/docs/writing/specifying-dependencies-nodejs
 */
export function packageFiles({ nativeLock = {} }: Pick<BundleOutput, 'nativeLock'>): TextFiles {
  const natives = nativeLock['']?.dependencies ?? {};
  const locked: Lock = framework;
  const dependencies = { [FRAMEWORK]: locked[`node_modules/${FRAMEWORK}`]?.version ?? '', ...natives };
  const root = { name: 'function', dependencies };
  const below = Object.keys(natives).map((name) => treeOf(name, nativeLock));
  const packages = Object.assign({ '': root }, locked, ...below);
  const json = (value: object) => `${JSON.stringify(value)}\n`;
  return {
    '.npmrc': 'ignore-scripts=true\n',
    'package.json': json({ ...root, private: true, main: 'index.js' }),
    'package-lock.json': json({ name: 'function', lockfileVersion: 3, requires: true, packages }),
  };
}

/** A package with its dependencies nested below it, because the framework may need other versions. */
function treeOf(name: string, lock: Lock): Lock {
  const top = `node_modules/${name}`;
  const places = new Set([top]);
  for (const place of places) {
    const { dependencies, optionalDependencies } = lock[place] ?? {};
    for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = placeOf(each, place, lock);
      if (found !== undefined) places.add(found);
    }
  }
  return Object.fromEntries(
    [...places].map((place) => [
      place === top || place.startsWith(`${top}/`) ? place : `${top}/${place}`,
      lock[place] ?? {},
    ]),
  );
}

/** Place where Node.js finds a package from another one: the nearest `node_modules` upward. */
function placeOf(name: string, from: string, lock: Lock): string | undefined {
  const place = `${from}${from === '' ? '' : '/'}node_modules/${name}`;
  if (place in lock) return place;
  return from === '' ? undefined : placeOf(name, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), lock);
}
