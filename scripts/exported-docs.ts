import path from 'node:path';
import ts from 'typescript';
import manifest from '../package.json';
import { readProgram, relativePath } from './program';

/** Modules that users import from: those that `exports` of package.json names. */
export const ENTRY_POINTS = Object.keys(manifest.exports)
  .filter((entry) => entry !== './package.json')
  .map((entry) => path.posix.join('lib', entry, 'index.ts'));

/** Lists visible members without a doc comment: `lib/aws/stack/alarms.ts: AlarmSpec.metric`. */
export function undocumentedExports(): readonly string[] {
  const program = readProgram(ENTRY_POINTS);
  const checker = program.getTypeChecker();
  const missing = new Set<string>();
  for (const entry of ENTRY_POINTS) {
    const file = program.getSourceFiles().find(({ fileName }) => relativePath(fileName) === entry);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${entry} is not a module`);
    for (const exported of exportsOf(module, checker)) {
      for (const name of undocumented(exported, checker)) missing.add(name);
    }
  }
  return [...missing].sort();
}

/** Returns the exports of a module, including those of a namespace (`export * as events`). */
function exportsOf(module: ts.Symbol, checker: ts.TypeChecker): ts.Symbol[] {
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    return target.flags & ts.SymbolFlags.Module ? exportsOf(target, checker) : [target];
  });
}

function undocumented(exported: ts.Symbol, checker: ts.TypeChecker): string[] {
  const declarations = (exported.declarations ?? []).filter(isOurs);
  const first = declarations[0];
  if (first === undefined) return [];
  const file = relativePath(first.getSourceFile().fileName);
  const own = hasComment(exported, checker) ? [] : [`${file}: ${exported.name}`];
  const members = declarations.flatMap(membersOf).map((member) => checker.getSymbolAtLocation(member.name!)!);
  const bare = members.filter((member) => !hasComment(member, checker));
  return [...own, ...bare.map((member) => `${file}: ${exported.name}.${member.name}`)];
}

/** Returns members of a class or an interface that are not private. */
function membersOf(declaration: ts.Declaration): readonly (ts.ClassElement | ts.TypeElement)[] {
  if (!ts.isClassDeclaration(declaration) && !ts.isInterfaceDeclaration(declaration)) return [];
  return [...declaration.members].filter((member: ts.ClassElement | ts.TypeElement) => {
    const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
    return member.name !== undefined && (ts.getCombinedModifierFlags(member) & hidden) === 0;
  });
}

/** Documented here, or at the interface or base class that declares it first. */
function hasComment(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  return symbol.getDocumentationComment(checker).length > 0 || symbol.getJsDocTags(checker).length > 0;
}

function isOurs(declaration: ts.Declaration): boolean {
  return /^lib\//.test(relativePath(declaration.getSourceFile().fileName));
}
