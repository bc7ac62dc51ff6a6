import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './program';

/** Shell command of a page. */
export interface PageCommand {
  readonly page: string;
  /** Command without comments, and without its variables. */
  readonly text: string;
}

/** Returns the commands in the shell fences of a page, each on a line or joined by `&&`. */
export function commandsIn(page: string): PageCommand[] {
  const fences = [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^( *)```sh\n([\s\S]*?)^ *```$/gm)];
  return fences
    .flatMap(([, , text = '']) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/(^|\s)#\s.*$/, '').trim())
    .flatMap((line) => line.split(/\s+(?:&&|\|)\s+/))
    .map((text) => text.replace(/^(?:[A-Z_]+=\S+\s+)+/, '').trim())
    .filter((text) => text !== '' && !/^(?:export )?\w+=/.test(text))
    .map((text) => ({ page, text }));
}
