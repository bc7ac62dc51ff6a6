/**
 * Files that `npm test` leaves to `npm run test:all`, and why they take long: together they take two thirds of its time.
 * They change with one part of the library each, so run them by name while you work on that part.
 */
module.exports = {
  'test/docs.test.ts': 'compiles the code of every page, and reads every export',
  'test/provider-exports.test.ts': 'reads the types of every entry',
  'test/testing/page.test.ts': 'runs the code of a page in a Jest of its own',
  'test/schedules/': 'compares a hundred thousand runs of random schedules with other readers of cron',
  'test/images/wasm.test.ts': 'runs WebAssembly codecs on real images',
  'test/images/process.test.ts': 'runs sharp on real images',
  'test/bundler/cache.test.ts': 'builds with many versions of a cache, in processes of their own',
  'test/bundler/determinism.test.ts': 'builds the same app in many folders',
  'test/bundler/invalidation.test.ts': 'builds after each kind of change',
  'test/bundler/layouts.test.ts': 'builds in each layout of a project',
  'test/bundler/module-formats.test.ts': 'builds and loads each format of a module',
  'test/bundler/native.test.ts': 'installs native modules',
  'test/bundler/same-everywhere.test.ts': 'builds in processes of their own',
  'test/bundler/user-options.test.ts': 'builds with each option of esbuild',
};
