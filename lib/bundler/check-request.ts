import { statSync } from 'node:fs';
import * as path from 'node:path';
import { BundleError, formatProblem, Problems, refuse } from '../errors';
import { ownedOptions } from './owned-options';
import { portable } from './portable-path';
import type { BundleRequest, BundlingOptions } from './types';

const PACKAGE = /^(@[\w.~-]+\/)?[\w~-][\w.~-]*$/;

/**
 * Refuses invalid requests before any build.
 * @throws BundleError when the entry does not exist
 * @throws ValidationError for everything else
 */
export function checkRequest(request: BundleRequest): void {
  checkEntry(request);
  const problems = new Problems(request.path);
  problems.require(request.handler !== '', {
    code: 'HANDLER_MISSING',
    prop: 'handler',
    value: request.handler,
    rule: 'is not the name of an export',
    fix: 'give a name, or omit it to use `handler` or the default export',
  });
  if (request.options !== undefined) checkOptions(request.options, problems);
  problems.throwIfAny();
}

/** Refuses an entry that is not a file. @throws BundleError */
export function checkEntry({ entry, path: construct }: Pick<BundleRequest, 'entry' | 'path'>): void {
  if (typeof entry === 'string' && isFile(entry)) return;
  const problem = {
    code: 'ENTRY_MISSING',
    prop: 'entry',
    value: entry,
    rule: `is not a file; tried ${typeof entry === 'string' ? portable(path.resolve(entry)) : 'a path'}`,
    fix: 'correct the path; a relative one starts at the working directory, path.join(__dirname, ...) at your file',
  };
  refuse(new BundleError(problem.code, construct, formatProblem(construct, problem)));
}

function checkOptions(options: BundlingOptions, problems: Problems): void {
  for (const [option, reason] of Object.entries(ownedOptions)) {
    const value = (options as Record<string, unknown>)[option];
    if (value !== undefined) problems.add({ code: 'BUNDLING_OWNED', prop: `bundling.${option}`, ...reason });
  }
  const format: string | undefined = options.format;
  problems.require(format === undefined || format === 'cjs' || format === 'esm', {
    code: 'BUNDLING_FORMAT',
    prop: 'bundling.format',
    value: format,
    rule: 'is not a format that Node.js loads',
    fix: "use 'cjs' or 'esm'",
  });
  problems.require(options.packages !== 'external', {
    code: 'BUNDLING_OWNED',
    prop: 'bundling.packages',
    value: options.packages,
    rule: 'would omit packages that the deployment does not contain',
    fix: 'omit it; list packages of the runtime in external, and packages that cannot be bundled in nativeModules',
  });
  checkOwn(options, problems);
}

function checkOwn({ nativeModules, maxBundleSize }: BundlingOptions, problems: Problems): void {
  const isList = nativeModules === undefined || (Array.isArray(nativeModules) && nativeModules.every(isPackage));
  problems.require(isList, {
    code: 'BUNDLING_NATIVE',
    prop: 'bundling.nativeModules',
    value: nativeModules,
    rule: 'is not a list of package names',
    fix: "give names without version or path, such as ['sharp']",
  });
  problems.require(maxBundleSize === undefined || (Number.isSafeInteger(maxBundleSize) && maxBundleSize > 0), {
    code: 'BUNDLE_SIZE',
    prop: 'bundling.maxBundleSize',
    value: maxBundleSize,
    rule: 'is not a whole number of bytes above 0',
    fix: 'give bytes, such as 1_000_000',
  });
}

function isPackage(name: unknown): boolean {
  return typeof name === 'string' && PACKAGE.test(name);
}

function isFile(entry: string): boolean {
  return statSync(path.resolve(entry), { throwIfNoEntry: false })?.isFile() === true;
}
