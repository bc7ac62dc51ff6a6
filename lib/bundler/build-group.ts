import type { Message } from 'esbuild';
import { type BuiltEntry, build } from './build';
import type { Unit } from './bundles';
import { nativeModulesOf, unshippedExternal } from './externals';
import { Facts } from './facts';
import {
  type EntryProblem,
  esbuildProblem,
  formatEntryProblem,
  formatMessage,
  isOfWrapper,
  missingExports,
} from './messages';
import { installNative, NativeProblem, type NativeTree } from './native';
import type { Group } from './options';
import { store } from './output';
import { type BundleRecord, Records } from './records';

/** A problem, ready to be shown. */
export interface BuildProblem {
  readonly code: string;
  readonly path: string;
  readonly text: string;
}

/** Gives every unit of a group its result: from the records, or else from one run of esbuild for all that are left. */
export function buildGroup(group: Group, units: readonly Unit[]): BuildProblem[] {
  const records = new Records(group, new Facts(group.project));
  for (const unit of units) unit.result = records.find(unit.wrapper.id);
  const open = units.filter((unit) => unit.result === undefined);
  if (open.length === 0) return [];
  const outcome = build(
    group,
    open.map(({ wrapper }) => wrapper),
  );
  if (outcome.entries === undefined) return explain(group, open, outcome.errors);
  try {
    return finish(group, open, outcome.entries, records);
  } finally {
    outcome.dispose();
  }
}

function finish(
  group: Group,
  units: readonly Unit[],
  entries: ReadonlyMap<string, BuiltEntry>,
  records: Records,
): BuildProblem[] {
  const problems: BuildProblem[] = [];
  const done: Parameters<Records['save']>[0][number][] = [];
  for (const unit of units) {
    const { id } = unit.wrapper;
    const built = entries.get(id)!;
    const result = finishUnit(group, unit, built);
    if ('rule' in result) problems.push(present(unit, result));
    else {
      unit.result = result;
      done.push({ id, inputs: built.inputs, record: result });
    }
  }
  records.save(done);
  return problems;
}

function finishUnit(group: Group, unit: Unit, built: BuiltEntry): BundleRecord | EntryProblem {
  const problem = missingExports(unit.wrapper, built.warnings) ?? unshippedExternal(group, built);
  if (problem !== undefined) return problem;
  const native = nativeTree(group, unit, built);
  if (native !== undefined && 'rule' in native) return native;
  const warnings = built.warnings.filter((warning) => !isOfWrapper(unit.wrapper, warning)).map(formatMessage);
  const largest = [...built.weights].sort((a, b) => b[1] - a[1]).slice(0, 5);
  return { ...store(group.project, built.folder, native), warnings, largest };
}

function nativeTree(group: Group, unit: Unit, built: BuiltEntry): NativeTree | EntryProblem | undefined {
  const names = nativeModulesOf(group, built);
  if (names.length === 0) return undefined;
  try {
    return installNative(group.project, names, unit.request.native, unit.entry);
  } catch (error) {
    if (!(error instanceof NativeProblem)) throw error;
    return { code: 'ARCH_NATIVE', rule: error.message, fix: error.fix };
  }
}

/**
 * Says which constructs an error concerns. esbuild does not tell which entries reach a file, so unless the errors stand
 * in the entries themselves, each entry is tried alone.
 */
function explain(group: Group, units: readonly Unit[], errors: readonly Message[]): BuildProblem[] {
  const problems = new Map<string, { message: Message; units: Unit[] }>();
  for (const unit of units) {
    for (const message of units.length === 1 ? errors : errorsOf(group, unit)) {
      const key = formatMessage(message);
      problems.set(key, { message, units: [...(problems.get(key)?.units ?? []), unit] });
    }
  }
  return [...problems.values()].map(({ message, units: concerned }) => {
    const paths = concerned.flatMap((unit) => unit.paths);
    const problem = esbuildProblem(message);
    return {
      code: problem.code,
      path: paths[0]!,
      text: formatEntryProblem(paths, concerned[0]!.request.entry, problem),
    };
  });
}

function errorsOf(group: Group, unit: Unit): readonly Message[] {
  const outcome = build(group, [unit.wrapper]);
  if (outcome.entries === undefined) return outcome.errors;
  outcome.dispose();
  return [];
}

function present(unit: Unit, problem: EntryProblem): BuildProblem {
  return {
    code: problem.code,
    path: unit.paths[0]!,
    text: formatEntryProblem(unit.paths, unit.request.entry, problem),
  };
}
