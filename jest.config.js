// Calls that the CDK deprecates fail here, so that users never see the warning.
process.env.JSII_DEPRECATED = 'fail';

/** Every unit test, for `npm run test:all`, and one file by its name: `npx jest test/loops`. */
/** @type {import('jest').Config} */
module.exports = {
  // All cores: Jest leaves one free by default.
  maxWorkers: '100%',
  // Long, for machines that are busy with other work; no test asserts a duration.
  testTimeout: 60_000,
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/examples/**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/deploy/',
    '<rootDir>/test/safety/',
    '<rootDir>/test/package/',
    '<rootDir>/test/terraform-apply/',
    '<rootDir>/test/providers/',
    '<rootDir>/test/conformance/',
  ],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  snapshotSerializers: ['<rootDir>/test/asset-hash-serializer.js'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^tradewind$': '<rootDir>/lib/index.ts',
    '^tradewind/(.*)$': '<rootDir>/lib/$1/index.ts',
  },
};
