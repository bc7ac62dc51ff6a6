import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OptionDefaults } from 'typedoc';

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** @type {import('typedoc').TypeDocOptions} */
export default {
  // Those that package.json exports.
  entryPoints: Object.keys(manifest.exports)
    .filter((entry) => entry !== './package.json')
    .map((entry) => path.posix.join('../lib', entry, 'index.ts')),
  tsconfig: './tsconfig.build.json',
  out: '../docs/api',
  name: 'tradewind',
  readme: 'none',
  disableSources: true,
  excludePrivate: true,
  excludeExternals: true,
  skipErrorChecking: true,
  treatWarningsAsErrors: true,
  validation: { notExported: false },
  logLevel: 'Warn',
  // A comment that TypeScript reads: see ImagePipe.
  blockTags: [...OptionDefaults.blockTags, '@ts-ignore'],
};
