import { sha256 } from '../digest';

/** One file of a package, and what a function uses of it. */
export interface Piece {
  /** `tw:` and a hash of the file's portable name: the same on every machine. */
  readonly id: string;
  /** Path from the root of the project, with `/`. */
  readonly file: string;
  /** CommonJS is taken whole. */
  readonly kind: 'cjs' | 'esm';
  /** Exported names that are used, sorted; quoted when they are no identifiers. */
  readonly names: readonly string[];
}

/** Uses of packages by a function, in the order in which it evaluates them. */
export interface Plan {
  /** Packages that are evaluated in turn. Modules of the app run between two groups. */
  readonly groups: readonly (readonly Piece[])[];
  /** Packages that are reached by `require()` and `import()` alone: evaluated when they are asked for. */
  readonly late: readonly Piece[];
}

/** All pieces of a plan, in their order. */
export function piecesOf({ groups, late }: Plan): Piece[] {
  return [...groups.flat(), ...late];
}

/** Names a plan: equal plans have equal keys. */
export function keyOf(plan: Plan): string {
  return `v${sha256(JSON.stringify(plan)).slice(0, 24)}`;
}

/** A plan without the names. */
export function shapeOf({ groups, late }: Plan): string {
  const shape = (pieces: readonly Piece[]) => pieces.map(({ id, kind }) => `${id} ${kind}`);
  return JSON.stringify([groups.map(shape), shape(late)]);
}

/** Tests if a vendor file of one plan has everything that a function with the other one needs. */
export function covers(one: Plan, other: Plan): boolean {
  if (shapeOf(one) !== shapeOf(other)) return false;
  const needed = piecesOf(other);
  return piecesOf(one).every(({ names }, index) => needed[index]?.names.every((name) => names.includes(name)));
}

/** Joins the names of plans of one shape. */
export function unite(plans: readonly [Plan, ...Plan[]]): Plan {
  const [first] = plans;
  const all = plans.map(piecesOf);
  let index = 0;
  const join = (piece: Piece): Piece => {
    const names = all.flatMap((pieces) => pieces[index]?.names ?? []);
    index += 1;
    return { ...piece, names: [...new Set(names)].sort() };
  };
  return { groups: first.groups.map((group) => group.map(join)), late: first.late.map(join) };
}

/** A vendor file that is in the store. */
export interface KnownVendor {
  readonly plan: Plan;
  /** Set if a function of the app that is not built again uses it. */
  readonly isUsed: boolean;
}

/**
 * The vendor file of each function. One from the store is taken when it has all the names; otherwise the functions with the
 * same packages in the same order share a new one with the names of all of them: few files, each a little larger.
 */
export function assignVendors(plans: ReadonlyMap<string, Plan>, known: readonly KnownVendor[]): Map<string, Plan> {
  const assigned = new Map<string, Plan>();
  const uncovered = new Map<string, [Plan, ...Plan[]]>();
  for (const [out, plan] of plans) {
    const found = known.filter((vendor) => covers(vendor.plan, plan)).sort(bySize)[0];
    if (found) assigned.set(out, found.plan);
    else uncovered.set(shapeOf(plan), [plan, ...(uncovered.get(shapeOf(plan)) ?? [])]);
  }
  const used = known.filter(({ isUsed }) => isUsed).map(({ plan }) => plan);
  const united = new Map(
    [...uncovered].map(([shape, some]) => [
      shape,
      unite([...some, ...used.filter((plan) => shapeOf(plan) === shape)] as [Plan, ...Plan[]]),
    ]),
  );
  for (const [out, plan] of plans) {
    const shared = united.get(shapeOf(plan));
    if (!assigned.has(out) && shared) assigned.set(out, shared);
  }
  return assigned;
}

function bySize(one: KnownVendor, other: KnownVendor): number {
  const size = ({ plan }: KnownVendor) => piecesOf(plan).reduce((sum, { names }) => sum + names.length, 0);
  return size(one) - size(other) || (keyOf(one.plan) < keyOf(other.plan) ? -1 : 1);
}
