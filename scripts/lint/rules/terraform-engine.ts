import { importsOf } from '../imports';
import { libraryFiles, packageOf, roomOf } from '../rooms';
import type { Rule } from '../rule';

/** Only lib/terraform imports the Terraform engine, so that there is one place to replace it. Types count. */
export const terraformEngine: Rule = {
  name: 'terraform-engine',
  check: (project) =>
    libraryFiles(project)
      .filter((file) => roomOf(file) !== 'terraform')
      .flatMap((file) =>
        importsOf(project, file)
          .filter(({ specifier }) => /^cdkt[fn]$/.test(packageOf(specifier)))
          .map(({ line, specifier }) => ({
            file,
            line,
            fault: `imports ${specifier}`,
            remedy: 'import it from lib/terraform/engine.ts',
          })),
      ),
};
