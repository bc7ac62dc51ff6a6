import path from 'node:path/posix';
import ts from 'typescript';
import { lineAt, type Project } from './project';

/** One import of a file, types included: a statement, a re-export, `import()`, `require()` or an import type. */
export interface Import {
  /** Text between the quotes. */
  readonly specifier: string;
  /** Line, from 1. */
  readonly line: number;
  /** Imported file of the project; absent for a package. */
  readonly target?: string;
}

const known = new WeakMap<Project, Map<string, readonly Import[]>>();

/** Imports of a TypeScript file, in the order of the file. */
export function importsOf(project: Project, file: string): readonly Import[] {
  const files = known.get(project) ?? new Map<string, readonly Import[]>();
  known.set(project, files);
  const imports = files.get(file) ?? readImports(project, file);
  files.set(file, imports);
  return imports;
}

function readImports(project: Project, file: string): readonly Import[] {
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      const line = lineAt(project.text(file), specifier.end);
      imports.push({ specifier: specifier.text, line, target: targetOf(project, file, specifier.text) });
    }
    ts.forEachChild(node, visit);
  };
  visit(project.source(file));
  return imports;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  let specifier: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) specifier = node.expression;
  if (ts.isCallExpression(node) && isLoader(node.expression)) specifier = node.arguments[0];
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) specifier = node.argument.literal;
  return specifier && ts.isStringLiteralLike(specifier) ? specifier : undefined;
}

function isLoader(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

/** `tradewind/aws` is the entry `lib/aws/index.ts`. */
function targetOf(project: Project, file: string, specifier: string): string | undefined {
  const [, entry] = /^tradewind(?:\/(.*))?$/.exec(specifier) ?? [];
  const isEntry = specifier === 'tradewind' || entry !== undefined;
  if (!isEntry && !specifier.startsWith('.')) return undefined;
  const place = isEntry ? path.join('lib', entry ?? '') : path.join(path.dirname(file), specifier);
  const stem = place.replace(/\.js$/, '');
  return [`${stem}.ts`, `${stem}/index.ts`, place].find((candidate) => project.has(candidate));
}
