import type { AnyNode, ClassExpression, ExportNamedDeclaration, ObjectExpression, Program, Property } from 'acorn';

/** Exported value of an entry, as far as its source proves it. */
export interface EntryShape {
  readonly kind: 'object' | 'class' | 'function';
  /** All members of an object, or the static members of a class. */
  readonly members: readonly string[];
}

/**
 * Returns the shape of the value that a module exports under `name`, by default `handler` and else `default`. Undefined
 * for everything that the source does not prove: calls, imports, re-exports, spreads, and values that other code could
 * change.
 * @param source JavaScript, without types
 */
export function shapeOf(source: string, name?: string): EntryShape | undefined {
  // Loaded when code is built: a synthesis that finds its code in the cache does not need it.
  const { parse } = require('acorn') as typeof import('acorn');
  try {
    const program = parse(source, { ecmaVersion: 'latest', sourceType: 'module' });
    const { values, hasStar } = exportsOf(program);
    const fallback = hasStar && !values.has('handler') ? undefined : 'default';
    const chosen = name ?? (values.has('handler') ? 'handler' : fallback);
    const value = chosen === undefined ? undefined : values.get(chosen);
    return value && shapeOfValue(value, program);
  } catch {
    // Syntax newer than the parser.
    return undefined;
  }
}

interface Exports {
  /** Exported value of each name: an expression or a declaration; undefined for a re-export. */
  readonly values: ReadonlyMap<string, AnyNode | undefined>;
  readonly hasStar: boolean;
}

function exportsOf({ body }: Program): Exports {
  const values = new Map<string, AnyNode | undefined>();
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration') values.set('default', statement.declaration);
    if (statement.type === 'ExportNamedDeclaration')
      for (const [name, value] of named(statement)) values.set(name, value);
  }
  return { values, hasStar: body.some((each) => each.type === 'ExportAllDeclaration' && !each.exported) };
}

function named({ source, declaration, specifiers }: ExportNamedDeclaration): [string, AnyNode | undefined][] {
  if (declaration?.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [[id.name, id]] : []));
  }
  if (declaration) return [[declaration.id.name, declaration.id]];
  return specifiers.map(({ local, exported }) => [
    exported.type === 'Identifier' ? exported.name : String(exported.value),
    source ? undefined : local,
  ]);
}

function shapeOfValue(value: AnyNode, program: Program): EntryShape | undefined {
  const node = value.type === 'Identifier' ? declared(value.name, program) : value;
  if (node === undefined) return undefined;
  const owner = value.type === 'Identifier' ? value.name : nameOf(node);
  if (owner !== undefined && isUsed(owner, program)) return undefined;
  if (node.type === 'ObjectExpression') return shaped('object', membersOf(node));
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return shaped('class', staticsOf(node));
  return /^(ArrowFunction|Function)/.test(node.type) ? { kind: 'function', members: [] } : undefined;
}

function shaped(kind: EntryShape['kind'], members: readonly string[] | undefined): EntryShape | undefined {
  return members && { kind, members };
}

function nameOf(node: AnyNode): string | undefined {
  const isNamed = node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration';
  return isNamed ? (node.id?.name ?? undefined) : undefined;
}

/** Finds the value of a declaration at the top level of the module. */
function declared(name: string, { body }: Program): AnyNode | undefined {
  for (const statement of body) {
    const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
    const node = isExport ? statement.declaration : statement;
    if (node && nameOf(node) === name) return node;
    if (node?.type !== 'VariableDeclaration') continue;
    const found = node.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found) return found.init ?? undefined;
  }
  return undefined;
}

/** Finds uses of a name outside of its declaration and of exports: other code could add members there. */
function isUsed(name: string, program: Program): boolean {
  const open: unknown[] = [...program.body];
  let count = 0;
  while (open.length > 0) {
    const node = open.pop() as AnyNode | null;
    if (typeof node !== 'object' || node === null) continue;
    if (node.type === 'Identifier' && node.name === name) count += 1;
    const isExport =
      node.type === 'ExportSpecifier' ||
      (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'Identifier');
    if (!isExport) open.push(...Object.values(node));
  }
  return count > 1;
}

function membersOf({ properties }: ObjectExpression): string[] | undefined {
  const names = properties.map((each) => (each.type === 'Property' ? keyOf(each) : undefined));
  return names.every((name) => name !== undefined && name !== '__proto__') ? (names as string[]) : undefined;
}

function staticsOf({ superClass, body }: Pick<ClassExpression, 'superClass' | 'body'>): string[] | undefined {
  if (superClass) return undefined;
  const statics = body.body.filter((each) => each.type === 'StaticBlock' || each.static);
  const names = statics.map((each) => (each.type === 'StaticBlock' ? undefined : keyOf(each)));
  return names.every((name) => name !== undefined) ? (names as string[]) : undefined;
}

function keyOf({ key, computed }: Pick<Property, 'computed'> & { readonly key: AnyNode }): string | undefined {
  if (computed) return undefined;
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}
