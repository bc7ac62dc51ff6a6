import ts from 'typescript';
import { importsOf } from '../imports';
import { lineAt, type Project } from '../project';
import { isBundled, libraryFiles, packageOf } from '../rooms';
import type { Problem, Rule } from '../rule';

/** Packages of synthesis. */
const SYNTHESIS = /^(?:aws-cdk-lib|@aws-cdk\/.*|constructs|cdktf|cdktn|@cdktf\/.*|@cdktn\/.*|esbuild|acorn|commander)$/;

/**
 * Code that is bundled with functions imports only such code and no package of synthesis, types included. Each bundled
 * file is checked, so that none reaches synthesis through another. A file that a construct ships is in a bundled folder.
 */
export const bundledCode: Rule = {
  name: 'bundled-code',
  check: (project) =>
    libraryFiles(project).flatMap((file) =>
      isBundled(file) ? importsOfSynthesis(project, file) : shippedFromElsewhere(project, file),
    ),
};

function importsOfSynthesis(project: Project, file: string): readonly Problem[] {
  return importsOf(project, file)
    .filter(({ specifier, target }) => (target ? !isBundled(target) : SYNTHESIS.test(packageOf(specifier))))
    .map(({ specifier, line }) => ({
      file,
      line,
      fault: `is bundled with functions and imports ${specifier} of synthesis`,
      remedy: 'move the code that both need into lib/runtime, or pass the value as an option of the adapter',
    }));
}

/** Calls such as `shippedModule('google', 'stack')`, as far as their folder is written out. */
function shippedFromElsewhere(project: Project, file: string): readonly Problem[] {
  const text = project.text(file);
  if (!/\bshipped(?:Module|Entry)\(/.test(text)) return [];
  const problems: Problem[] = [];
  const visit = (node: ts.Node): void => {
    const folder = shippedFolder(node);
    if (folder !== undefined && !isBundled(`lib/${folder}`)) {
      const remedy = 'ship a file of lib/<provider>/adapter, lib/<provider>/clients or lib/runtime';
      problems.push({ file, line: lineAt(text, node.end), fault: `ships ${folder} with functions`, remedy });
    }
    ts.forEachChild(node, visit);
  };
  visit(project.source(file));
  return problems;
}

/** Path in `lib` of a shipped file, with `*` for what is known only at run time; nothing for another node. */
function shippedFolder(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  if (!/^shipped(?:Module|Entry)$/.test(node.expression.text) || node.arguments.some(ts.isSpreadElement))
    return undefined;
  return node.arguments.map((part) => (ts.isStringLiteralLike(part) ? part.text : '*')).join('/');
}
