import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { BundleError } from '../errors';
import { buildGroup } from './build-group';
import { formatEntryProblem } from './messages';
import { checkOptions, type Group, groupKey, groupOf } from './options';
import { outputFolder } from './output';
import { projectOf, toPosix } from './project';
import type { BundleRecord } from './records';
import type { Bundle, BundleOutput, BundleRequest } from './types';
import { createWrapper, type Wrapper } from './wrapper';

/** Something to build: one for all requests that would come out the same. */
export interface Unit {
  readonly group: Group;
  readonly wrapper: Wrapper;
  /** Absolute path of the entry. */
  readonly entry: string;
  readonly request: BundleRequest;
  /** The constructs that asked for it. */
  readonly paths: string[];
  result?: BundleRecord;
}

const registries = new WeakMap<object, Bundles>();

/**
 * The bundles of an app. Constructs register their entries; the first output that is asked for builds all of them, in
 * one run of esbuild for each distinct set of options.
 */
export class Bundles {
  /** The bundles of the app whose root construct this is. */
  static of(root: object): Bundles {
    const bundles = registries.get(root) ?? new Bundles();
    registries.set(root, bundles);
    return bundles;
  }

  private readonly units = new Map<string, Unit>();

  /**
   * Registers an entry. Nothing is built yet.
   * @throws BundleError when there is no such file
   * @throws ValidationError when an option is not the user's to set
   */
  register(request: BundleRequest): Bundle {
    checkEntry(request);
    checkOptions(request.path, request.options);
    const unit = this.unitOf(request);
    if (!unit.paths.includes(request.path)) unit.paths.push(request.path);
    return { request, output: () => this.output(unit, request) };
  }

  private unitOf(request: BundleRequest): Unit {
    const entry = path.resolve(request.entry);
    const project = projectOf(entry);
    const group = groupOf(project, request);
    const wrapper = createWrapper(project, request, entry);
    const key = `${groupKey(group)} ${wrapper.id}`;
    const unit = this.units.get(key) ?? { group, wrapper, entry, request, paths: [] };
    this.units.set(key, unit);
    return unit;
  }

  private output(unit: Unit, request: BundleRequest): BundleOutput {
    if (unit.result === undefined) this.build();
    const { hash, bytes, warnings } = unit.result!;
    checkBudget(unit, request, unit.result!);
    return { hash, bytes, warnings, directory: outputFolder(unit.group.project, hash) };
  }

  private build(): void {
    const groups = new Map<string, Unit[]>();
    for (const unit of this.units.values()) {
      if (unit.result !== undefined) continue;
      const key = groupKey(unit.group);
      groups.set(key, [...(groups.get(key) ?? []), unit]);
    }
    const problems = [...groups.values()].flatMap((units) => buildGroup(units[0]!.group, units));
    if (problems.length > 0)
      throw new BundleError(problems[0]!.code, problems[0]!.path, problems.map(({ text }) => text).join('\n'));
  }
}

/** Refuses an entry that is no file. @throws BundleError */
export function checkEntry(request: Pick<BundleRequest, 'entry' | 'path'>): void {
  const entry = path.resolve(request.entry);
  if (existsSync(entry) && statSync(entry).isFile()) return;
  const problem = {
    code: 'ENTRY_MISSING',
    rule: `is no file; looked for ${toPosix(entry)}`,
    fix: 'correct the path; relative ones start at the working directory, path.join(__dirname, ...) at your file',
  };
  throw new BundleError(problem.code, request.path, formatEntryProblem([request.path], request.entry, problem));
}

function checkBudget(unit: Unit, request: BundleRequest, { bytes, largest }: BundleRecord): void {
  const budget = request.options?.maxBundleSize;
  if (budget === undefined || bytes <= budget) return;
  const list = largest.map(([file, size]) => `${file} (${size})`).join(', ');
  const problem = {
    code: 'BUNDLE_SIZE',
    rule: `makes a bundle of ${bytes} bytes, over the maxBundleSize of ${budget}; the most is taken by ${list}`,
    fix: 'import less, use a smaller package, or raise maxBundleSize',
  };
  throw new BundleError(problem.code, request.path, formatEntryProblem([request.path], unit.request.entry, problem));
}
