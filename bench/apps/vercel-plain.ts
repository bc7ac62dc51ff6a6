// Contestant: the folders of the Build Output API, written by hand.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { buildPlainly } from '../stacks/plain-build';
import { functionIndices, measured } from '../stacks/portable-app';

const settings = {
  runtime: 'nodejs24.x',
  handler: 'index.mjs',
  launcherType: 'Nodejs',
  shouldAddHelpers: false,
  supportsResponseStreaming: true,
};

measured((root) => {
  const output = `${root}/.vercel/output`;
  buildPlainly(`${root}/built`);
  mkdirSync(`${output}/functions`, { recursive: true });
  for (const index of functionIndices()) {
    const folder = `${output}/functions/f${index}.func`;
    renameSync(`${root}/built/p${index}`, folder);
    writeFileSync(`${folder}/.vc-config.json`, JSON.stringify(settings));
  }
  const routes = functionIndices().map((index) => ({
    src: `^/f${index}/[^/]+$`,
    methods: ['POST'],
    dest: `/f${index}`,
  }));
  writeFileSync(`${output}/config.json`, JSON.stringify({ version: 3, routes }));
});
