import { spawnSync } from 'node:child_process';
import * as path from 'node:path';
import type { BundleRequest } from '../../../lib/bundler';
import { createBuildJob, isAny } from '../../../lib/bundler/build-job';
import { CodeBuilder } from '../../../lib/bundler/code-build';
import { OutputStore } from '../../../lib/bundler/output-store';
import { Projects } from '../../../lib/bundler/project';
import { storeFiles } from '../../../lib/bundler/store-code';

/** Builds requests of equal options as a whole, in one run of esbuild. Gives a folder for each. */
export function buildWhole(requests: readonly BundleRequest[]): string[] {
  const projects = new Projects();
  const jobs = requests.map((request) => createBuildJob(request, projects));
  if (!isAny(jobs)) return [];
  const store = new OutputStore(jobs[0].project.cache);
  const build = new CodeBuilder().build(jobs);
  if (!('metafile' in build)) throw new Error(build.map(({ rule }) => rule).join('\n'));
  try {
    return jobs.map((job) => store.directory(storeFiles(job, build, store, 'index').hash));
  } finally {
    build.dispose();
  }
}

/** Calls the handler of a bundle in a process of its own. Gives what it returns, or how it fails, without the folder's name. */
export function run(folder: string, cwd: string): string {
  const script = `
    const { handler } = require(process.argv[1]);
    Promise.resolve().then(handler).then(
      (result) => console.log(JSON.stringify(result)),
      (error) => console.log('rejected', error.message),
    );`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--enable-source-maps', '-e', script, path.join(folder, 'index.js')],
    { encoding: 'utf8', cwd, env: { PATH: process.env.PATH } },
  );
  const result = status === 0 ? stdout.trim() : `ended ${/^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr}`;
  return result.replaceAll(path.basename(folder), 'folder').replace(/(vendor\.js:1):\d+/, '$1');
}
