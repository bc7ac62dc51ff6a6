import { lineAt } from '../project';
import { proseOf } from '../prose/prose';
import { DROPPED_OPENERS, OPENER_ADVICE } from '../prose/words';
import type { Rule } from '../rule';

const SUSPECT = new RegExp(`/\\*\\*[\\s*]*${DROPPED_OPENERS.source.slice(1)}`, 'i');

/** Doc comments open with a noun or a verb. */
export const commentOpeners: Rule = {
  name: 'comment-openers',
  check: (project) =>
    project.files
      .filter((file) => !file.endsWith('.md'))
      .flatMap((file) =>
        proseOf(project, file, SUSPECT)
          .filter(({ isDoc, text }) => isDoc && DROPPED_OPENERS.test(text.trimStart()))
          .map(({ start, text }) => ({
            file,
            line: lineAt(project.text(file), start + text.search(/\S/)),
            fault: `doc comment opens with \`${text.match(/\w+/)?.[0]}\``,
            remedy: OPENER_ADVICE,
          })),
      ),
};
