const base = require('../jest.config.js');
const slow = Object.keys(require('./slow-files.js'));

/** The unit tests that take seconds, for `npm test`. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  rootDir: '..',
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...slow.map((file) => `<rootDir>/${file}`)],
};
