const base = require('../../jest.config.js');

/** Deploys synthesized stacks to fake providers. It needs terraform, tofu or Go, and, once, a package registry. */
/** @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/terraform-apply/*.test.ts'],
  globalSetup: '<rootDir>/test/terraform-apply/install.ts',
  transform: base.transform,
  moduleNameMapper: base.moduleNameMapper,
  maxWorkers: 2,
  // For two cores that others use too; the first run builds OpenTofu.
  testTimeout: 900_000,
};
