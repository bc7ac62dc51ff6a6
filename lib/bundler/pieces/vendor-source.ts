import { type Piece, type Plan, piecesOf } from './plan';

/** Namespace of the modules of vendor files. */
export const VENDOR = 'vendor';

// As long as `(yield x)`, so that one can take the place of the other without moving source maps.
const MARK = '__twmk';

/** Tests if a file of a build is a module of a vendor file, which exists in memory alone. */
export function isVirtual(name: string): boolean {
  return name.startsWith(`${VENDOR}:`);
}

/** Name of the main module of a vendor file in the metafile. */
export function vendorMain(key: string): string {
  return `${VENDOR}:${key}/main`;
}

/**
 * Source texts of a vendor file, by the names of its modules. Its `main` evaluates the packages in the order of the plan and
 * exports `get(id)`, which gives what `require()` of a package would give.
 */
export function vendorSource(plan: Plan): Map<string, string> {
  const modules = new Map(piecesOf(plan).map((piece) => [piece.id, pieceText(piece)]));
  const head: string[] = [];
  const cases: string[] = [];
  // First, so that these packages, which are only defined until they are asked for, are defined in time.
  plan.late.forEach(({ id, kind }, index) => {
    modules.set(`late:${index}`, `export const get = () => require("${id}")${kind === 'cjs' ? '.value' : ''};`);
    head.push(`import { get as late${index} } from "late:${index}";`);
    cases.push(`case "${id}": return late${index}();`);
  });
  stepsOf(plan).forEach((group, step) => {
    for (const { id, kind } of group) {
      const name = `piece${cases.length}`;
      head.push(`import ${kind === 'cjs' ? `{ value as ${name} }` : `* as ${name}`} from "${id}";`);
      const value = kind === 'cjs' ? name : `Object.defineProperty(${name}, "__esModule", { value: true })`;
      cases.push(`case "${id}": return ${value};`);
    }
    if (!isInSteps(plan)) return;
    head.push(`import "mark:${step}";`);
    modules.set(`mark:${step}`, `import { get } from "main"; ${MARK}(get);`);
  });
  modules.set('main', `${head.join('\n')}\nexport function get(id) { switch (id) { ${cases.join(' ')} } }`);
  return modules;
}

function pieceText({ file, kind, names }: Piece): string {
  const from = JSON.stringify(`./${file}`);
  if (kind === 'cjs') return `export const value = require(${from});`;
  return names.length > 0 ? `export { ${names.join(', ')} } from ${from};` : `import ${from};`;
}

/** Groups of packages between which code of the app runs. Packages that are only asked for come before all of them. */
function stepsOf({ groups, late }: Plan): readonly (readonly Piece[])[] {
  return late.length > 0 && groups.length > 1 ? [[], ...groups] : groups;
}

/** Tests if the packages of a plan are evaluated in steps. */
export function isInSteps({ groups }: Plan): boolean {
  return groups.length > 1;
}

/**
 * Turns a vendor file into a generator that stops after each group, so that code of the app runs between them: `get(id)` runs it
 * up to the group that is asked for. The parentheses around the function make V8 parse it once and not twice.
 */
export function inSteps(code: string, plan: Plan): string {
  const steps = stepsOf(plan).flatMap((group, step) => group.map(({ id }) => [id, step] as const));
  const body = code.replace(new RegExp(`${MARK}\\(([\\w$]+)\\)`, 'g'), '(yield $1)');
  const get =
    'let at=-1,get;exports.get=id=>{for(const to=steps[id]??0;at<to;at++)get=run.next().value;return get(id)};';
  return `const run=(function*(module){\n${body}\n})({exports:{}}),steps=${JSON.stringify(Object.fromEntries(steps))};${get}\n`;
}
