// Contestant: the folders of the Frameworks API, written by hand.
import { appendFileSync } from 'node:fs';
import { buildPlainly } from '../stacks/plain-build';
import { functionIndices, measured } from '../stacks/portable-app';

measured((root) => {
  const functions = `${root}/.netlify/v1/functions`;
  buildPlainly(functions);
  for (const index of functionIndices()) {
    const config = { path: `/f${index}/:id`, method: ['POST'], nodeBundler: 'none' };
    appendFileSync(`${functions}/p${index}/index.mjs`, `\nexport const config = ${JSON.stringify(config)};\n`);
  }
});
