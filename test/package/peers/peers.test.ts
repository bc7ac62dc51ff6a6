import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dependencies, emptyFolder, npmInstall, pinned, run, tools, write } from '../consumer';
import { expectShop, synthesize, writeShop } from '../shop';

const ROOT = path.resolve(__dirname, '../../..');
const { peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
};
const lowest = (name: string) => peerDependencies[name]!.replace(/^(\^|>=)/, '');

// The newest are those that the repository is developed with: later releases are not known yet.
describe.each([
  ['oldest', lowest('aws-cdk-lib'), lowest('constructs'), lowest('sharp')],
  ['newest', pinned('aws-cdk-lib'), pinned('constructs'), pinned('sharp')],
])('the %s peers: aws-cdk-lib %s, constructs %s, sharp %s', (name, cdk, constructs, sharp) => {
  let folder: string;

  beforeAll(() => {
    folder = emptyFolder(`peers-${name}`);
    const peers = { 'aws-cdk-lib': cdk, constructs, sharp };
    const packageJson = { private: true, dependencies: { ...dependencies(), ...peers }, devDependencies: tools };
    writeShop(folder, { 'package.json': packageJson });
    npmInstall(folder);
  });

  test('install side by side', () => {
    const version = (peer: string) => {
      const file = path.join(folder, 'node_modules', peer, 'package.json');
      return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    };
    expect([version('aws-cdk-lib'), version('constructs'), version('sharp')]).toEqual([cdk, constructs, sharp]);
  });

  test('compile and synthesize the example', () => {
    run(folder, 'node_modules/.bin/tsc', []);
    expectShop(folder, synthesize(folder, ['node', 'build/app.js']));
  });

  // The library's own tests of its source, with these peers.
  test('pass the tests of the constructs and of images', () => {
    const modules = path.join(folder, 'node_modules');
    write(folder, {
      'jest.config.js': `
        const base = require(${JSON.stringify(path.join(ROOT, 'jest.config.js'))});
        // Old releases call code that they have deprecated themselves. Calls of tradewind show with the newest.
        if (${name === 'oldest'}) process.env.JSII_DEPRECATED = 'quiet';
        module.exports = {
          ...base,
          rootDir: ${JSON.stringify(ROOT)},
          testMatch: ['<rootDir>/test/aws/*.test.ts', '<rootDir>/test/runtime-images/*.test.ts'],
          // That test compares the codecs of workers, which are not peers, with the newest sharp.
          testPathIgnorePatterns: ['/node_modules/', '/test/runtime-images/wasm'],
          moduleNameMapper: {
            '^(aws-cdk-lib|constructs|sharp)$': ${JSON.stringify(`${modules}/$1`)},
            '^(aws-cdk-lib|constructs)/(.*)$': ${JSON.stringify(`${modules}/$1/$2`)},
            ...base.moduleNameMapper,
          },
        };
      `,
    });
    run(ROOT, 'npx', ['jest', '--ci', '--config', path.join(folder, 'jest.config.js')]);
  });
});
