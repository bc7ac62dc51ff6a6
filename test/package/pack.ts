import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Builds and packs the library once, into a folder that the test files find through the environment. */
export default function pack(): void {
  const root = path.resolve(__dirname, '../..');
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-package-'));
  const { status, stdout } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm pack ended with ${status}\n${stdout}`);
  process.env.TRADEWIND_PACKAGE_FOLDER = folder;
  process.env.TRADEWIND_TARBALL = path.join(folder, fileName(stdout));
}

/** The build may print before the JSON, and the JSON is a list or, from npm 11 on, an object by name of the package. */
function fileName(output: string): string {
  const found = /"filename":\s*"([^"]+\.tgz)"/.exec(output)?.[1];
  if (found === undefined) throw new Error(`npm pack named no file:\n${output}`);
  return found;
}
