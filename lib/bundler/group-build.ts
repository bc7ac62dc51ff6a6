import type { Message } from 'esbuild';
import { describe } from './build-messages';
import { type CodeBuild, type CodeBuilder, wrapperName } from './code-build';
import { collectOutput } from './collect-output';
import { metadataWarnings } from './decorator-metadata';
import { checkExports, checkExternals, importedNatives } from './entry-checks';
import type { Facts } from './facts';
import type { Failure } from './failures';
import { ImportGraph } from './import-graph';
import { InputFacts } from './input-facts';
import { checkMethods } from './method-check';
import type { Order } from './order';
import { OutputStore } from './output-store';
import { type BuiltCode, Records, recordsFile } from './records';
import { asNodeResolves, filesThatRequireOther } from './required-modules';

const LARGEST = 5;

/** What a group gave: code by the id of its wrapper, and what could not be built. */
export interface GroupResult {
  readonly code: ReadonlyMap<string, BuiltCode>;
  readonly failures: readonly Failure[];
}

/** Builds the orders of one group, those that are not in the cache by one run of esbuild. */
export function buildGroup(
  orders: readonly Order[],
  builder: CodeBuilder,
  facts: Facts,
  startedAt: number,
): GroupResult {
  const { project, group } = orders[0]!;
  const store = new OutputStore(project.cache);
  const records = new Records(recordsFile(project.cache, group), facts);
  const code = new Map<string, BuiltCode>();
  const missing = new Map<string, Order>();
  for (const order of orders) {
    const found = records.find(order.wrapper.id);
    if (found && store.has(found.hash, [found])) code.set(order.wrapper.id, found);
    else missing.set(order.wrapper.id, order);
  }
  const failures =
    missing.size > 0 ? buildMissing([...missing.values()], builder, { store, records, facts, startedAt, code }) : [];
  records.save();
  return { code, failures: failures.map((failure) => ({ ...failure, orders: alike(failure.orders, orders) })) };
}

/** Orders for other processors or budgets share a wrapper, and its mistakes. */
function alike(some: readonly Order[], all: readonly Order[]): Order[] {
  const ids = new Set(some.map(({ wrapper }) => wrapper.id));
  return all.filter(({ wrapper }) => ids.has(wrapper.id));
}

interface Surroundings {
  readonly store: OutputStore;
  readonly records: Records;
  readonly facts: Facts;
  readonly startedAt: number;
  /** Receives what is built. */
  readonly code: Map<string, BuiltCode>;
}

function buildMissing(orders: readonly Order[], builder: CodeBuilder, around: Surroundings): readonly Failure[] {
  const build = builder.build(orders);
  if (!('metafile' in build)) return build;
  const again: Order[] = [];
  try {
    const { root } = orders[0]!.project;
    const graph = new ImportGraph(build.metafile.inputs, root);
    const reachable = new Map(orders.map((order) => [order, graph.reachable(wrapperName(order))]));
    const others = filesThatRequireOther(build.metafile.inputs, root);
    const now = orders.filter((order) => {
      const other = [...others].some((file) => reachable.get(order)!.has(file)) ? asNodeResolves(order) : undefined;
      if (other !== undefined) again.push(other);
      return other === undefined;
    });
    const failures = storeSound(now, build, reachable, around);
    return again.length === 0 ? failures : [...failures, ...buildMissing(again, builder, around)];
  } finally {
    build.dispose();
  }
}

function storeSound(
  orders: readonly Order[],
  build: CodeBuild,
  reachable: ReadonlyMap<Order, ReadonlySet<string>>,
  around: Surroundings,
): readonly Failure[] {
  const failures = [
    ...orders.flatMap((order) => [
      ...checkExports(order, build.warnings),
      ...checkExternals(order, build, reachable.get(order)!),
    ]),
    ...checkMethods(orders),
  ];
  const broken = new Set(failures.flatMap((failure) => failure.orders));
  const sound = orders.filter((order) => !broken.has(order));
  const metadata = metadataOf(sound, build);
  for (const order of sound) {
    const warnings = warningsOf(build, metadata, reachable.get(order)!);
    around.code.set(order.wrapper.id, storeCode(order, build, warnings, around.store));
  }
  remember(sound, reachable, around, build.metafile.inputs);
  return failures;
}

/** Warnings about decorators, by the file: looked for once for all bundles of the build, which have the same options. */
function metadataOf([first]: readonly Order[], build: CodeBuild): ReadonlyMap<string, string> {
  if (first === undefined) return new Map();
  return metadataWarnings(Object.keys(build.metafile.inputs), first.project.root, first.request.options?.tsconfig);
}

function warningsOf(build: CodeBuild, metadata: ReadonlyMap<string, string>, reachable: ReadonlySet<string>): string[] {
  const own = build.warnings.filter((warning) => concerns(warning, reachable)).map(describe);
  return [...own, ...[...metadata].flatMap(([file, warning]) => (reachable.has(file) ? [warning] : []))];
}

function storeCode(order: Order, build: CodeBuild, warnings: readonly string[], store: OutputStore): BuiltCode {
  const { project, wrapper } = order;
  const files = collectOutput(build.metafile.outputs, build.folder, wrapper.id, project);
  const shipped = files.filter(({ name }) => !name.endsWith('.map'));
  return {
    ...store.put(files),
    bytes: shipped.reduce((sum, { content }) => sum + content.length, 0),
    natives: importedNatives(order, build),
    largest: largestInputs(order, build),
    warnings,
  };
}

/** Warnings about wrappers are told as errors; those about installed packages can be mended by nobody who reads them. */
function concerns({ id, location }: Message, reachable: ReadonlySet<string>): boolean {
  if (id === 'import-is-undefined' && location?.file.includes('node_modules/')) return false;
  return location === null || reachable.has(location.file);
}

function largestInputs(order: Order, build: CodeBuild): BuiltCode['largest'] {
  const { id } = order.wrapper;
  const outputs = Object.entries(build.metafile.outputs).filter(([name]) => name.startsWith(`${build.folder}/${id}.`));
  return outputs
    .flatMap(([, { inputs }]) =>
      Object.entries(inputs).map(([name, { bytesInOutput }]) => ({ name, bytes: bytesInOutput })),
    )
    .filter(({ name }) => !isOurs(name))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, LARGEST);
}

/** Whether a file is a wrapper, or stands in for what a format lacks. */
function isOurs(name: string): boolean {
  return name.includes('.cache/tradewind/entries/');
}

function remember(
  orders: readonly Order[],
  reachable: ReadonlyMap<Order, ReadonlySet<string>>,
  around: Surroundings,
  metafile: CodeBuild['metafile']['inputs'],
): void {
  const { facts, records, startedAt, code } = around;
  const { project, options } = orders[0] ?? {};
  if (!project) return;
  const inputFacts = new InputFacts(facts);
  const table = new Map([
    [
      '',
      [
        ...project.lockFiles.map((name) => `file:${name}` as const),
        ...(options?.tsconfig ? inputFacts.ofTsconfig(options.tsconfig) : []),
      ],
    ],
  ]);
  // Files that changed while esbuild ran may have been read before or after: their bundles are not remembered.
  const changed = new Set<string>();
  const built = new Map<string, { code: BuiltCode; inputs: readonly string[] }>();
  for (const order of orders) {
    const inputs = [...reachable.get(order)!].filter((name) => !isOurs(name));
    for (const name of inputs) {
      if (table.has(name)) continue;
      const imports = metafile[name]?.imports.flatMap(({ original }) => original ?? []) ?? [];
      table.set(name, [...inputFacts.of(name), ...inputFacts.ofImports(name, imports, options?.tsconfig)]);
      if (facts.isNewer(inputFacts.fileOf(name), startedAt)) changed.add(name);
    }
    if (inputs.some((name) => changed.has(name))) continue;
    built.set(order.wrapper.id, { code: code.get(order.wrapper.id)!, inputs: ['', ...inputs] });
  }
  records.add(built, table);
}
