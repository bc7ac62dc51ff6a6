import { isBuiltin } from 'node:module';
import type { BuiltEntry } from './build';
import type { EntryProblem } from './messages';
import type { Group } from './options';

/** The native modules that a bundle loads at run time, by their package names. */
export function nativeModulesOf(group: Group, built: BuiltEntry): string[] {
  const loaded = built.externals.map(packageName);
  return group.nativeModules.filter((name) => loaded.includes(name)).sort();
}

/** What a bundle loads at run time that nobody ships. */
export function unshippedExternal(group: Group, built: BuiltEntry): EntryProblem | undefined {
  const listed = (group.options.external ?? []).map(pattern);
  const missing = built.externals.find(
    (name) =>
      !isBuiltin(name) && !group.nativeModules.includes(packageName(name)) && !listed.some((test) => test.test(name)),
  );
  if (missing === undefined) return undefined;
  return {
    code: 'BUNDLE_EXTERNAL',
    rule: `loads ${missing} at run time, which is neither bundled nor shipped`,
    fix: 'leave out bundling.packages, or name it in bundling.nativeModules to ship it, or in bundling.external if the runtime has it',
  };
}

function packageName(name: string): string {
  const [first = '', second] = name.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}

/** As esbuild reads it: a package with all its paths, or a pattern with one `*`. */
function pattern(external: string): RegExp {
  const literal = external.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(external.includes('*') ? `^${literal.replace('*', '.*')}$` : `^${literal}(/.*)?$`);
}
