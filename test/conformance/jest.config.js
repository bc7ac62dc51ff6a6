const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/conformance/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  // For machines that are busy with other work: a late result is not wrong.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/test/conformance/global-setup.ts',
  reporters: ['default', '<rootDir>/test/conformance/matrix-reporter.js'],
};
