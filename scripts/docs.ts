// Writes the generated pages of the documentation; with --check, fails if one is out of date.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { generatedPages } from './generated-pages';
import { ROOT } from './program';

function main(check: boolean): void {
  const stale = generatedPages().filter(({ text, current }) => text !== current);
  if (!check) for (const { file, text } of stale) writeFileSync(path.join(ROOT, file), text);
  for (const { file } of stale) console.log(check ? `${file} is out of date` : `wrote ${file}`);
  referencePages(check);
  if (check && stale.length > 0) {
    console.error('Fix: run npm run docs and commit the pages.');
    process.exitCode = 1;
  }
}

/** The API reference is built from the source and not kept in git: with `check` it only has to build. */
function referencePages(check: boolean): void {
  const typedoc = require.resolve('typedoc/package.json').replace(/package\.json$/, 'bin/typedoc');
  const emit = check ? ['--emit', 'none'] : [];
  execFileSync(process.execPath, [typedoc, '--options', path.join(ROOT, 'scripts/typedoc.mjs'), ...emit], {
    stdio: 'inherit',
    cwd: ROOT,
  });
}

main(process.argv.includes('--check'));
