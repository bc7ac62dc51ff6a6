import type { IConstruct } from 'constructs';
import { ValidationError } from './errors';
import { type AppModel, describe } from './model';

/** A circle in which a function wakes itself: paths of functions and of the state between them, the first once more at the end. */
export type Loop = readonly string[];

interface Step {
  readonly to: string;
  /** How it goes on: `writes`, `wakes`, `calls`. */
  readonly verb: string;
}

const acknowledged = new WeakMap<IConstruct, string>();
const guarded = new WeakSet<IConstruct>();

/**
 * Says that a construct may stand in a loop, and why that ends: for example, because the function writes only what its
 * own filter leaves out.
 * @throws ValidationError without a reason
 */
export function acknowledgeLoop(construct: IConstruct, reason: string): void {
  if (reason.trim() === '') {
    const rule = 'is empty, and a loop that nobody can explain does not end';
    const fix = 'say what ends it';
    throw new ValidationError(construct.node.path, [{ code: 'LOOP_REASON', prop: 'reason', value: reason, rule, fix }]);
  }
  acknowledged.set(construct, reason);
}

/**
 * Refuses the loops of an app when it is validated, which is at synthesis. Hung on the first construct that asks: some
 * libraries validate stacks only, not the app above them.
 */
export function guardLoops(construct: IConstruct): void {
  const { root } = construct.node;
  if (guarded.has(root)) return;
  guarded.add(root);
  construct.node.addValidation({ validate: () => describeLoops(root) });
}

function describeLoops(root: IConstruct): string[] {
  const excused = root.node
    .findAll()
    .filter((construct) => acknowledged.has(construct))
    .map(({ node }) => node.path);
  const model = describe(root);
  const isExcused = (path: string) => excused.some((above) => path === above || path.startsWith(`${above}/`));
  return findLoops(model, isExcused).map((loop) => message(model, loop));
}

function message(model: AppModel, loop: Loop): string {
  const edges = edgesOf(model);
  const steps = loop.slice(1).map((to, index) => {
    const { verb } = edges.get(loop[index]!)!.find((step) => step.to === to)!;
    return `${verb} ${to}`;
  });
  return (
    `[tradewind:LOOP] ${loop[0]}: the function wakes itself: ${loop[0]} ${steps.join(', which ')}. ` +
    'Fix: write elsewhere, bind it with readOnly(…), or, if something ends the loop, acknowledgeLoop(construct, reason).'
  );
}

/**
 * The shortest circle through each function or piece of state, each once, shortest first. What is excused is left out
 * before the search: a circle behind it is still found.
 */
export function findLoops(model: AppModel, isExcused: (path: string) => boolean = () => false): Loop[] {
  const edges = edgesOf(model, isExcused);
  const found = new Map<string, Loop>();
  for (const start of [...edges.keys()].sort()) {
    const loop = shortestWayBack(start, edges);
    if (loop === undefined) continue;
    const key = [...new Set(loop)].sort().join('\0');
    if (!found.has(key)) found.set(key, loop);
  }
  return [...found.values()].sort((a, b) => a.length - b.length);
}

function edgesOf({ constructs }: AppModel, isExcused: (path: string) => boolean = () => false): Map<string, Step[]> {
  const edges = new Map<string, Step[]>();
  const add = (from: string, step: Step) => {
    if (!isExcused(from) && !isExcused(step.to)) edges.set(from, [...(edges.get(from) ?? []), step]);
  };
  const isFunction = new Set(constructs.flatMap(({ functions }) => functions.map(({ path }) => path)));
  for (const { bindings, triggers } of constructs) {
    for (const { function: from, target, access } of bindings) {
      if (isFunction.has(target)) add(from, { to: target, verb: 'calls' });
      else if (access !== 'read') add(from, { to: target, verb: 'writes to' });
    }
    for (const { source, function: to } of triggers) {
      if (source !== undefined) add(source, { to, verb: 'wakes' });
    }
  }
  return edges;
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
  for (let at = end; at !== start; at = before.get(at)!) way.unshift(at);
  return [start, ...way];
}
