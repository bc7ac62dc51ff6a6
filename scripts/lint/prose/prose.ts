import type { Project } from '../project';
import { isGeneratedPage, markdownProse } from './markdown';
import { typescriptProse } from './typescript';

/** A stretch of English in a file. */
export interface Prose {
  /** Offset in the file. */
  readonly start: number;
  /** Text of the same length as in the file; markup and code are blanked. */
  readonly text: string;
  /** Set for a comment that documents a declaration. */
  readonly isDoc: boolean;
}

/** English of a file; nothing for a file of another kind. `suspect` spares the parser a file that cannot match. */
export function proseOf(project: Project, file: string, suspect: RegExp): readonly Prose[] {
  const text = project.text(file);
  if (text.search(suspect) === -1) return [];
  if (/\.[cm]?[jt]s$/.test(file)) return typescriptProse(project.source(file), text);
  if (file.endsWith('.md') && !isGeneratedPage(text)) return [markdownProse(text)];
  return [];
}
