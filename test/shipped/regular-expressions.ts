import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const LIB = path.join(__dirname, '../../lib');

/** A regular expression of code that is bundled with functions. */
export interface Found {
  readonly file: string;
  /** As it is written. One that is made at run time is `new RegExp(...)`. */
  readonly text: string;
  /** Absent for one that is made at run time. */
  readonly pattern?: RegExp;
}

/** All regular expressions of the adapters, the clients, and what they import. */
export function shippedRegularExpressions(): Found[] {
  return shippedFiles().flatMap(expressionsOf);
}

function shippedFiles(): string[] {
  const own = readdirSync(LIB).flatMap((name) => [`${name}/adapter`, `${name}/clients`]);
  const folders = ['runtime', 'runtime-node', 'runtime-images', ...own]
    .map((folder) => path.join(LIB, folder))
    .filter((folder) => existsSync(folder));
  const all = folders.flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)));
  const waiting = all.filter((file) => file.endsWith('.ts'));
  const files = new Set<string>();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    waiting.push(...importsOf(file));
  }
  return [...files].sort();
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function importsOf(file: string): string[] {
  return parse(file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    if (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly) return [];
    const from = statement.moduleSpecifier;
    if (from === undefined || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return [];
    const target = path.join(path.dirname(file), from.text.replace(/(\.js)?$/, '.ts'));
    return existsSync(target) ? [target] : [];
  });
}

function expressionsOf(file: string): Found[] {
  const found: Found[] = [];
  const name = path.relative(LIB, file);
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
      found.push({ file: name, text: node.text, pattern });
    }
    const makes = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';
    if (makes) found.push({ file: name, text: 'new RegExp(...)' });
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return found;
}
