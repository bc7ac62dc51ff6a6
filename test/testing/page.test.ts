import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { samplesIn } from '../../scripts/code-samples';
import { ROOT } from '../../scripts/program';

const config = require('../../jest.config.js');

/** Runs the files of a page with Jest, in a new project next to the installed modules. */
function runPage(page: string): {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly output: string;
} {
  const folder = mkdtempSync(path.join(ROOT, 'node_modules/.cache-page-'));
  try {
    const base = page.replace(/\.md$/, '').replaceAll('/', '-');
    for (const { name, text } of samplesIn(page)) {
      const file = path.join(folder, path.relative(base, name));
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const { transform, moduleNameMapper } = config;
    const mapped = Object.entries<string>(moduleNameMapper).map(([from, to]) => [from, to.replace('<rootDir>', ROOT)]);
    const settings = {
      rootDir: folder,
      transform: Object.fromEntries(
        Object.entries<[string, object]>(transform).map(([files, [name, options]]) => [
          files,
          [require.resolve(name), options],
        ]),
      ),
      transformIgnorePatterns: ['/node_modules/(?!\\.cache-page-)'],
      testPathIgnorePatterns: [],
      haste: { retainAllFiles: true },
      moduleNameMapper: Object.fromEntries(mapped),
    };
    writeFileSync(path.join(folder, 'jest.config.json'), JSON.stringify(settings));
    const report = path.join(folder, 'report.json');
    const args = ['--config', 'jest.config.json', '--ci=false', '-i', '--json', '--outputFile', report];
    const output = run(folder, args);
    const { success, numPassedTests } = require(report);
    return { success, numPassedTests, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(cwd: string, args: readonly string[]): string {
  const jest = path.join(ROOT, 'node_modules/jest/bin/jest.js');
  try {
    return execFileSync(process.execPath, [jest, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

test('the code of docs/testing.md runs as it is', () => {
  const { output, ...result } = runPage('docs/testing.md');
  expect({ ...result, output: result.success ? '' : output }).toEqual({ success: true, numPassedTests: 7, output: '' });
}, 180_000);
