const base = require('../../jest.config.js');

/** Validates synthesized stacks with a real Terraform provider, built from its Go module: a quarter of an hour, once. */
/** @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/providers/*.test.ts'],
  transform: base.transform,
  moduleNameMapper: base.moduleNameMapper,
  maxWorkers: 1,
  // The first run compiles the provider.
  testTimeout: 7_200_000,
};
