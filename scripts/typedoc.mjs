import { OptionDefaults } from 'typedoc';

/** @type {import('typedoc').TypeDocOptions} */
export default {
  entryPoints: [
    '../lib/index.ts',
    '../lib/aws/index.ts',
    '../lib/google/index.ts',
    '../lib/azure/index.ts',
    '../lib/cloudflare/index.ts',
    '../lib/vercel/index.ts',
    '../lib/netlify/index.ts',
    '../lib/runtime/index.ts',
    '../lib/testing/index.ts',
  ],
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
