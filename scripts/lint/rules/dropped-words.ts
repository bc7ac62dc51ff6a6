import { lineAt } from '../project';
import { proseOf } from '../prose/prose';
import { DROPPED_WORDS } from '../prose/words';
import type { Rule } from '../rule';

const ANY = new RegExp(DROPPED_WORDS.map(({ pattern }) => pattern.source).join('|'), 'i');

/** Comments, messages, pages and test titles use plain words. */
export const droppedWords: Rule = {
  name: 'dropped-words',
  check: (project) =>
    project.files.flatMap((file) =>
      proseOf(project, file, ANY).flatMap((prose) =>
        DROPPED_WORDS.flatMap(({ pattern, instead }) =>
          [...prose.text.matchAll(pattern)].map((match) => ({
            file,
            line: lineAt(project.text(file), prose.start + match.index),
            fault: `\`${match[0].replace(/\s+/g, ' ')}\``,
            remedy: `write: ${instead}`,
          })),
        ),
      ),
    ),
};
