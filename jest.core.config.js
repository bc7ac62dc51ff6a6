const base = require('./jest.config.js');
const slow = Object.keys(require('./test/slow-files.js'));

/** The unit tests that take seconds, for `npm test`. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, ...slow.map((file) => `<rootDir>/${file}`)],
};
