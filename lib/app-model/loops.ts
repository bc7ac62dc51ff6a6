import type { IConstruct } from 'constructs';
import { refuse, ValidationError } from '../errors';
import { itemAt, valueIn } from '../lookup';
import { type AppModel, describeApp } from './model';

/**
 * Loop in which a function triggers itself: paths of functions and of the state between them. It begins and ends at a
 * function.
 */
export type Loop = readonly string[];

interface Step {
  readonly to: string;
  /** Link to the next step: `writes to`, `triggers`, `calls`. */
  readonly verb: string;
}

/**
 * Function that returns an id, equal for constructs of the same cloud resource. Undefined for a construct without a
 * name.
 */
export type PhysicalId = (construct: IConstruct) => string | undefined;

const acknowledged = new WeakMap<IConstruct, string>();
/** Loops of an app, cached until it changes: each of its constructs queries them. */
const known = new WeakMap<IConstruct, readonly Found[]>();

/** Loop, reported at the construct whose function it begins at. */
interface Found {
  readonly path: string;
  readonly message: string;
}

/**
 * Accepts that a construct is part of a loop, with the reason why the loop ends: for example, because the function
 * writes only objects that its own filter leaves out.
 * @throws ValidationError without a reason
 */
export function acknowledgeLoop(construct: IConstruct, reason: string): void {
  if (reason.trim() === '') {
    const rule = 'is empty, and a loop needs a reason why it ends';
    const fix = 'state what ends it';
    refuse(
      new ValidationError(construct.node.path, [{ code: 'LOOP_REASON', prop: 'reason', value: reason, rule, fix }]),
    );
  }
  acknowledged.set(construct, reason);
  known.delete(construct.node.root);
}

/**
 * Refuses the loops that begin at the functions of a construct when it is validated, which is at synthesis. Every
 * construct of a provider is guarded, with the same `physicalId`.
 */
export function guardLoops(construct: IConstruct, physicalId: PhysicalId = () => undefined): void {
  const { root, path } = construct.node;
  known.delete(root);
  const validate = () =>
    loopsIn(root, physicalId)
      .filter((loop) => loop.path === path)
      .map(({ message }) => message);
  construct.node.addValidation({ validate });
}

function loopsIn(root: IConstruct, physicalId: PhysicalId): readonly Found[] {
  const found = known.get(root) ?? describeLoops(root, physicalId);
  known.set(root, found);
  return found;
}

function describeLoops(root: IConstruct, physicalId: PhysicalId): Found[] {
  const all = root.node.findAll();
  const above = all.filter((construct) => acknowledged.has(construct)).map(({ node }) => node.path);
  const described = describeApp(root);
  const names = namesIn(described, all, physicalId);
  const model = renamed(described, (path) => names.get(path) ?? path);
  const below = (path: string) => above.some((excused) => path === excused || path.startsWith(`${excused}/`));
  const excused = new Set([...names].flatMap(([path, name]) => (below(path) ? name : [])));
  return findLoops(model, (name) => excused.has(name)).map((loop) => {
    const owner = model.constructs.find(({ functions }) => functions.some((each) => each.path === loop[0]));
    return { path: owner?.path ?? itemAt(loop, 0), message: message(model, loop) };
  });
}

/** Uses one path for one cloud resource, such as a bucket that is imported twice. Functions keep theirs. */
function namesIn({ constructs }: AppModel, all: readonly IConstruct[], physicalId: PhysicalId): Map<string, string> {
  const paths = new Set([
    ...constructs.flatMap(({ functions }) => functions.map(({ path }) => path)),
    ...constructs.flatMap(({ triggers }) => triggers.flatMap(({ source }) => source ?? [])),
    ...constructs.flatMap(({ bindings }) => bindings.map(({ target }) => target)),
  ]);
  const byPath = new Map(all.map((construct) => [construct.node.path, construct]));
  const first = new Map<string, string>();
  return new Map(
    [...paths].map((path) => {
      const construct = byPath.get(path);
      const id = (construct && physicalId(construct)) ?? path;
      const name = first.get(id) ?? path;
      first.set(id, name);
      return [path, name];
    }),
  );
}

function renamed(model: AppModel, nameOf: (path: string) => string): AppModel {
  const constructs = model.constructs.map((construct) => ({
    ...construct,
    triggers: construct.triggers.map((each) => ({ ...each, source: each.source && nameOf(each.source) })),
    bindings: construct.bindings.map((each) => ({ ...each, target: nameOf(each.target) })),
  }));
  return { ...model, constructs };
}

function message(model: AppModel, loop: Loop): string {
  const edges = edgesOf(model);
  const steps = loop.slice(1).map((to, index) => {
    const step = edges.get(itemAt(loop, index))?.find((each) => each.to === to);
    return `${step?.verb} ${to}`;
  });
  return (
    `[tradewind:LOOP] ${loop[0]}: the function triggers itself: ${loop[0]} ${steps.join(', which ')}. ` +
    "Fix: write elsewhere, bind it with readOnly(…) or, where prefixes of a bucket separate writes from triggers, with writeOnly(bucket, { prefix: 'out/' }), " +
    'or, if something else ends the loop, acknowledgeLoop(construct, reason).'
  );
}

/**
 * Finds the shortest loop through each function or piece of state, each once, shortest first. Acknowledged constructs
 * are left out before the search: a loop behind one is still found.
 */
export function findLoops(model: AppModel, isExcused: (path: string) => boolean = () => false): Loop[] {
  const edges = edgesOf(model, isExcused);
  const found = new Map<string, Loop>();
  const functions = functionsOf(model);
  for (const start of [...edges.keys()].sort()) {
    const loop = shortestWayBack(start, edges);
    if (loop === undefined) continue;
    const key = [...new Set(loop)].sort().join('\0');
    if (!found.has(key)) found.set(key, beginningAt(loop, functions));
  }
  return [...found.values()].sort((a, b) => a.length - b.length);
}

function functionsOf({ constructs }: Pick<AppModel, 'constructs'>): ReadonlySet<string> {
  return new Set(constructs.flatMap(({ functions }) => functions.map(({ path }) => path)));
}

/** Rotates the loop to begin at its first function: state does nothing by itself. */
function beginningAt(loop: Loop, functions: ReadonlySet<string>): Loop {
  const circle = loop.slice(0, -1);
  const first = circle.findIndex((path) => functions.has(path));
  return first < 0 ? loop : [...circle.slice(first), ...circle.slice(0, first + 1)];
}

function edgesOf({ constructs }: AppModel, isExcused: (path: string) => boolean = () => false): Map<string, Step[]> {
  const edges = new Map<string, Step[]>();
  const add = (from: string, step: Step) => {
    if (!isExcused(from) && !isExcused(step.to)) edges.set(from, [...(edges.get(from) ?? []), step]);
  };
  const isFunction = functionsOf({ constructs });
  const triggers = constructs.flatMap((construct) => construct.triggers);
  const written = new Set<string>();
  for (const { function: from, target, access, prefix } of constructs.flatMap(({ bindings }) => bindings)) {
    if (isExcused(target)) continue;
    if (isFunction.has(target)) add(from, { to: target, verb: 'calls' });
    if (isFunction.has(target) || access === 'read') continue;
    const place = prefix === undefined ? target : `${target}/${prefix}*`;
    add(from, { to: place, verb: 'writes to' });
    if (written.has(place)) continue;
    written.add(place);
    for (const trigger of triggers)
      if (trigger.source === target && !areApart(prefix, trigger.prefix))
        add(place, { to: trigger.function, verb: 'triggers' });
  }
  return edges;
}

/**
 * Proves that no key starts with both prefixes. Event Grid compares them without regard to case. A value that is known
 * only at deployment, which is text with `${`, proves nothing.
 * @see https://learn.microsoft.com/azure/event-grid/event-filtering
 */
function areApart(one = '', other = ''): boolean {
  if (`${one}${other}`.includes('${')) return false;
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return !a.startsWith(b) && !b.startsWith(a);
}

/** Breadth first, so that the shortest is found. */
function shortestWayBack(start: string, edges: ReadonlyMap<string, readonly Step[]>): Loop | undefined {
  const before = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const { to } of edges.get(at) ?? []) {
      if (to === start) return wayTo(at, start, before);
      if (before.has(to)) continue;
      before.set(to, at);
      queue.push(to);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, before: ReadonlyMap<string, string>): Loop {
  const way = [start];
  for (let at = end; at !== start; at = valueIn(before, at)) way.unshift(at);
  return [start, ...way];
}
