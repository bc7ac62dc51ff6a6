const base = require('../../jest.config.js');

/** The deployed examples share one emulator, so the files run one after the other, in the order of their names. */
/** @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/deploy/*.test.ts'],
  transform: base.transform,
  moduleNameMapper: base.moduleNameMapper,
  testSequencer: '<rootDir>/test/deploy/by-name-sequencer.js',
  maxWorkers: 1,
  testTimeout: 60_000,
};
