/** Uses of one package file by a function. */
export interface Use {
  /** Names whose value is used. */
  readonly names: Set<string>;
  /** Names that occur only in an import: esbuild keeps everything that app code re-exports, including types. */
  readonly unused: Set<string>;
  /** Set if the namespace is used as a value, so that every name can be used. */
  isWhole: boolean;
}

const STATEMENT = /(?:import|export)\s*((?:[\w$*,\s]|\{[^}]*\})*?)\s*(?:from)?\s*"(tw:[0-9a-f]{10})"/g;
const CALL = /(?:require\w*|import)\("(tw:[0-9a-f]{10})"\)/g;

/**
 * Reads the import statements that esbuild has printed for packages. They are found by the id of the package file, a hash
 * that app code does not contain.
 * @param text an ES module
 * @param has tests if an id is that of a package file
 */
export function usesIn(text: string, has: (id: string) => boolean): Map<string, Use> {
  const uses = new Map<string, Use>();
  const useOf = (id: string): Use => {
    const use = uses.get(id) ?? { names: new Set<string>(), unused: new Set<string>(), isWhole: false };
    uses.set(id, use);
    return use;
  };
  for (const [statement, clause = '', id = ''] of text.matchAll(STATEMENT)) {
    if (has(id)) readStatement(statement, clause, text, useOf(id));
  }
  // `require()` and `import()` give the namespace.
  for (const [, id = ''] of text.matchAll(CALL)) if (has(id)) useOf(id).isWhole = true;
  return uses;
}

function readStatement(statement: string, clause: string, text: string, use: Use): void {
  const rest = text.replace(statement, '');
  const isUsed = (local: string) =>
    statement.startsWith('export') || new RegExp(`(?<![\\w$])${local.replaceAll('$', '\\$')}(?![\\w$])`).test(rest);
  if (clause.includes('*')) use.isWhole = true;
  if (/^[\w$]+/.test(clause)) use.names.add('default');
  const list = /\{([^}]*)\}/.exec(clause)?.[1] ?? '';
  for (const part of list.split(',').filter((each) => each.trim())) {
    const [name = '', local = name] = part.trim().split(/\s+as\s+/);
    (isUsed(local) ? use.names : use.unused).add(name);
  }
}
