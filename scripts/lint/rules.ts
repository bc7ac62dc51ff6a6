import type { Rule } from './rule';
import { commentOpeners } from './rules/comment-openers';
import { droppedWords } from './rules/dropped-words';

/** Rules of English, for `npm run lint:prose`. */
export const PROSE_RULES: readonly Rule[] = [commentOpeners, droppedWords];
