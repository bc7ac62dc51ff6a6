import { importsOf } from '../imports';
import type { Project } from '../project';
import { isBundled, libraryFiles, packageOf } from '../rooms';
import type { Problem, Rule } from '../rule';

/** Packages of synthesis. */
const SYNTHESIS = /^(?:aws-cdk-lib|@aws-cdk\/.*|constructs|cdktf|cdktn|@cdktf\/.*|@cdktn\/.*|esbuild|acorn|commander)$/;

/**
 * Code that is bundled with functions imports only such code and no package of synthesis, types included. Each bundled
 * file is checked, so that none reaches synthesis through another. The type `ShippedPath` keeps what constructs ship to these
 * folders.
 */
export const bundledCode: Rule = {
  name: 'bundled-code',
  check: (project) =>
    libraryFiles(project).flatMap((file) => (isBundled(file) ? importsOfSynthesis(project, file) : [])),
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
