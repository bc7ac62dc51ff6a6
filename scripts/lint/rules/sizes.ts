import ts from 'typescript';
import { lineAt, type Project } from '../project';
import type { Problem, Rule } from '../rule';

const MAX_LINES = { file: 250, function: 40, constructor: 25 };

/** Files, functions and constructors of the library and its tools stay small. Every line counts, comments and blank ones too. */
export const sizes: Rule = {
  name: 'sizes',
  check: (project) =>
    project.files
      .filter((file) => /^(?:lib|bin|scripts)\/.*\.[cm]?[jt]s$/.test(file))
      .flatMap((file) => [...longFile(project, file), ...longFunctions(project, file)]),
};

function longFile(project: Project, file: string): readonly Problem[] {
  const lines = project.text(file).replace(/\n$/, '').split('\n').length;
  if (lines <= MAX_LINES.file) return [];
  const remedy = 'move one of its ideas into a file of its own';
  return [{ file, line: lines, fault: `file of ${lines} lines, at most ${MAX_LINES.file}`, remedy }];
}

function longFunctions(project: Project, file: string): readonly Problem[] {
  const source = project.source(file);
  const text = project.text(file);
  const problems: Problem[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const kind = ts.isConstructorDeclaration(node) ? 'constructor' : 'function';
      const line = lineAt(text, node.getStart(source));
      const lines = lineAt(text, node.end) - line + 1;
      const remedy =
        kind === 'constructor' ? 'make it a list of named steps' : 'move a part of it into a function with a name';
      const fault = `${kind} of ${lines} lines, at most ${MAX_LINES[kind]}`;
      if (lines > MAX_LINES[kind]) problems.push({ file, line, fault, remedy });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}
