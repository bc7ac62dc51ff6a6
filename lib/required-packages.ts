import { refuse, ValidationError } from './errors';

/**
 * Checks, before an entry point loads them, that the packages of a provider are installed.
 *
 * @param entryPoint import path of the provider, such as `tradewind/google`
 * @param packages names of the packages that its constructs import
 * @param install the commands that install them, each in backticks
 * @throws ValidationError PACKAGE_MISSING
 */
export function requirePackages(entryPoint: string, packages: readonly string[], install: string): void {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const rule = `are not installed, and ${entryPoint} imports them`;
  refuse(
    new ValidationError(entryPoint, [
      { code: 'PACKAGE_MISSING', prop: 'packages', value: missing, rule, fix: `run ${install}` },
    ]),
  );
}

/** Searches where an import of this library does. An app that was bundled into one file contains its packages. */
function isInstalled(name: string): boolean {
  const isBundled = !/[\\/]required-packages\.[jt]s$/.test(__filename);
  if (isBundled) return true;
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
