import { libraryFiles } from '../rooms';
import type { Rule } from '../rule';

const EMPTY_NAME = /(?:^|\/)(?:[\w-]*-)?(?:utils?|helpers?|common|misc)(?:\.ts$|\/)/;

/** A file or folder of the library has a name that says what is in it. */
export const fileNames: Rule = {
  name: 'file-names',
  check: (project) =>
    libraryFiles(project)
      .filter((file) => EMPTY_NAME.test(file))
      .map((file) => ({ file, line: 1, fault: 'name that says nothing', remedy: 'name it after its one idea' })),
};
