const base = require('../../jest.config.js');

/** Tests of the published package: built and packed once, then installed as users do. They need a package registry. */
/** @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/package/*.test.ts'],
  globalSetup: '<rootDir>/test/package/pack.ts',
  globalTeardown: '<rootDir>/test/package/clean.ts',
  transform: base.transform,
  moduleNameMapper: base.moduleNameMapper,
  // Each file installs once; two at a time keep a machine with two cores busy.
  maxWorkers: 2,
  testTimeout: 240_000,
};
