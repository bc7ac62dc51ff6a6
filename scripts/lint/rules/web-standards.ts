import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { type Import, importsOf } from '../imports';
import { lineAt, type Project } from '../project';
import { libraryFiles, packageOf, roomOf } from '../rooms';
import type { Problem, Rule } from '../rule';

/** Packages that need web standards only. */
const PORTABLE: readonly string[] = ['jose'];

const NODE_GLOBALS = /^(?:process|Buffer|global|require|module|__dirname|__filename|setImmediate|clearImmediate)$/;

/** Code that runs in workers, which have web standards and no Node.js. */
const WORKERS = /^lib\/(?:runtime|cloudflare\/(?:adapter|clients))\//;

/**
 * Code of lib/runtime and of workers runs wherever web standards do: no module, no type and no global of Node.js. The
 * files of lib/runtime import nothing else either.
 */
export const webStandards: Rule = {
  name: 'web-standards',
  check: (project) =>
    libraryFiles(project)
      .filter((file) => WORKERS.test(file))
      .flatMap((file) => [...foreignImports(project, file), ...nodeGlobals(project, file)]),
};

const REMEDY = 'use a web standard, or move the code into lib/runtime-node or an adapter';

function foreignImports(project: Project, file: string): readonly Problem[] {
  const isPortable = ({ specifier, target }: Import) =>
    target ? roomOf(target) === 'runtime' : PORTABLE.includes(packageOf(specifier));
  return importsOf(project, file)
    .filter((imported) => isBuiltin(imported.specifier) || (roomOf(file) === 'runtime' && !isPortable(imported)))
    .map(({ specifier, line }) => ({ file, line, fault: `imports ${specifier}`, remedy: REMEDY }));
}

function nodeGlobals(project: Project, file: string): readonly Problem[] {
  const problems: Problem[] = [];
  const text = project.text(file);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && NODE_GLOBALS.test(node.text)) {
      problems.push({ file, line: lineAt(text, node.end), fault: `uses ${node.text} of Node.js`, remedy: REMEDY });
    }
    const member = memberName(node);
    ts.forEachChild(node, (child) => {
      if (child !== member) visit(child);
    });
  };
  visit(project.source(file));
  return problems;
}

/** Name of a member: it is no variable. */
function memberName(node: ts.Node): ts.Node | undefined {
  const isMember = ts.isPropertyAccessExpression(node) || ts.isObjectLiteralElement(node) || ts.isTypeElement(node);
  return isMember || ts.isClassElement(node)
    ? ts.isShorthandPropertyAssignment(node)
      ? undefined
      : node.name
    : undefined;
}
