const base = require('../../jest.config.js');

/** Rule packs and linters over everything that tradewind synthesizes. They need Python and, once, a package registry. */
/** @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/safety/*.test.ts'],
  globalSetup: '<rootDir>/test/safety/install.ts',
  transform: base.transform,
  moduleNameMapper: base.moduleNameMapper,
  maxWorkers: 2,
  // For two cores that others use too, and linters that are slow to start.
  testTimeout: 300_000,
};
