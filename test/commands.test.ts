import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../package.json';
import { commandsIn } from '../scripts/page-commands';
import { ROOT } from '../scripts/program';

const slowFiles: Readonly<Record<string, string>> = require('./slow-files.js');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const pages = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md')),
  ...['docs', 'examples', 'test'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md') && !file.includes('node_modules') && !file.startsWith('api'))
      .map((file) => path.join(folder, file)),
  ),
];
const commands = pages.flatMap(commandsIn);
const ci = read('.ci/run');
const stacks = /const stacks = \{([^}]+)\}/.exec(read('bin/demo.ts'))?.[1] ?? '';
// The bindings of Azure are no peer: they ask for cdktn 0.23, and npm would refuse every app that has no Azure in it.
const peers = [...Object.keys(packageJson.peerDependencies), '@cdktn/provider-azurerm'];

/** Each kind of command that a page may give, and a check of what a test or `.ci/run` makes of it. */
const KINDS: readonly [pattern: RegExp, check: (...parts: string[]) => boolean][] = [
  [/^npm ci$/, () => ci.includes('npm ci')],
  [/^npm test$/, () => ci.includes('npm test')],
  [
    /^npm run (\S+)/,
    (script) => script in packageJson.scripts && (ci.includes(`npm run ${script}`) || script === 'bench'),
  ],
  // The package tests install the library with its peers.
  [
    /^npm install (.+)$/,
    (names) =>
      names
        .split(/\s+/)
        .map(nameOf)
        .every((name) => [...peers, 'tradewind'].includes(name)),
  ],
  // The package tests install with the same override.
  [/^npm pkg set '?overrides\.(\S+)\.\w+=/, (name) => read('test/package/types.test.ts').includes(`'${name}': {`)],
  [
    /^npx jest --config (\S+) (.+)$/,
    (...files) =>
      files
        .join(' ')
        .split(' ')
        .every((file) => existsSync(path.join(ROOT, file))),
  ],
  [/^npx tsx ((?:examples|test)\/\S+)/, (file) => existsSync(path.join(ROOT, file))],
  // The tests of the command run it by its file.
  [/^npx tradewind dev$/, () => existsSync(path.join(ROOT, 'test/local/dev.test.ts'))],
  // A file of the reader's own.
  [/^npx tsx app\.ts$/, () => true],
  [
    /^npx cdk (?:deploy|destroy) (\w+)$/,
    // The deploy tests deploy and destroy all stacks of the demo.
    (stack) => new RegExp(`\\b${stack}:`).test(stacks) && read('test/deploy/run.ts').includes("'deploy', '--all'"),
  ],
];

/** Programs of the providers, and of the reader's system. They need an account, or what a deployment has made. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  aws: 'needs an account; the deploy tests make the same calls by the SDK',
  az: 'needs an account',
  gcloud: 'needs an account',
  'npx wrangler': 'needs an account',
  'npx vercel': 'needs an account',
  'npx netlify': 'needs an account',
  terraform: 'needs an account; npm run test:terraform runs init, plan and apply with stand-ins for the providers',
  curl: 'asks what was deployed; the deploy and conformance tests send the same requests',
  cd: 'enters a folder of the output',
  echo: 'adds a line to a file of the reader',
  printf: 'prints the value for the next command',
};

test('the pages have commands', () => {
  expect(commands.length).toBeGreaterThan(80);
});

test('each command of a page is run by a test, or is on the list of those that cannot be, with a reason', () => {
  const strange = commands.filter(({ text }) => {
    if (Object.keys(ELSEWHERE).some((program) => text.startsWith(`${program} `))) return false;
    const kind = KINDS.find(([pattern]) => pattern.test(text));
    return kind === undefined || !kind[1](...(kind[0].exec(text) ?? []).slice(1));
  });
  expect(strange).toEqual([]);
});

test('the list has no program that no page names', () => {
  const unused = Object.keys(ELSEWHERE).filter(
    (program) => !commands.some(({ text }) => text.startsWith(`${program} `)),
  );
  expect(unused).toEqual([]);
});

test('each file that npm test leaves out exists', () => {
  const missing = Object.keys(slowFiles).filter((file) => !existsSync(path.join(ROOT, file)));
  expect(missing).toEqual([]);
});

/** The package of `cdktn@0.24` or `@cdktn/provider-azurerm@14`. */
function nameOf(specifier: string): string {
  return specifier.replace(/(?!^)@.*$/, '');
}
