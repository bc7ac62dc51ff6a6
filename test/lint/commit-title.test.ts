import { execFileSync } from 'node:child_process';
import { ROOT } from '../../scripts/program';

/** @see https://www.conventionalcommits.org/ */
const TITLE = /^(?:feat|fix|docs|refactor|perf|test|build|ci|chore|bench|style|revert)(?:\([\w, /-]+\))?!?: \S.{4,}$/;

test.each(['wip', 'x', 'Fix the queue', 'fix: ', 'fix the queue: retries'])('%j is no title of a commit', (title) => {
  expect(title).not.toMatch(TITLE);
});

test('the title of the last commit follows Conventional Commits', () => {
  const title = execFileSync('git', ['log', '-1', '--no-merges', '--format=%s'], { cwd: ROOT, encoding: 'utf8' });
  expect(title.trim()).toMatch(TITLE);
});
