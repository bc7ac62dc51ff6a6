import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defaultsPage, defaultsTables } from './defaults-page';
import { acknowledgementsPage } from './docs-acknowledgements';
import { replaceBetween } from './markdown';
import { ROOT } from './program';
import { refusalsPage } from './refusals-page';
import { supportTables } from './support-page';

/** A page of the documentation of which all, or what stands between markers, is generated. */
export interface GeneratedPage {
  /** Path from the project's folder. */
  readonly file: string;
  /** What is in the file now; empty when there is none. */
  readonly current: string;
  /** What should be. */
  readonly text: string;
}

/** Every generated page, in its current and its right form. */
export function generatedPages(): readonly GeneratedPage[] {
  return [
    generated('README.md', (current) => {
      return replaceBetween(replaceBetween(current, 'defaults', defaultsTables()), 'support', supportTables());
    }),
    generated('docs/defaults.md', defaultsPage),
    generated('docs/refusals.md', refusalsPage),
    generated('docs/acknowledgements.md', acknowledgementsPage),
  ];
}

function generated(file: string, render: (current: string) => string): GeneratedPage {
  const target = path.join(ROOT, file);
  const current = existsSync(target) ? readFileSync(target, 'utf8') : '';
  return { file, current, text: render(current) };
}
