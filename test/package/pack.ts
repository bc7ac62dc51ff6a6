import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const CACHE = path.join(ROOT, 'node_modules/.cache/tradewind-package');
/** Sources of the packed library. */
const SOURCES = [
  'lib',
  'scripts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
];

/** Packs the library into a folder that the test files find through the environment; the same sources only once. */
export default function pack(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-package-'));
  const packed = path.join(CACHE, `${hashOfSources()}.tgz`);
  if (!existsSync(packed)) buildAndPack(packed);
  const tarball = path.join(folder, 'tradewind.tgz');
  cpSync(packed, tarball);
  process.env.TRADEWIND_PACKAGE_FOLDER = folder;
  process.env.TRADEWIND_TARBALL = tarball;
}

/** As for publication: the script `prepack` builds. */
function buildAndPack(packed: string): void {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(path.join(CACHE, 'packing-'));
  const { status, stdout } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm pack ended with ${status}\n${stdout}`);
  renameSync(path.join(folder, fileName(stdout)), packed);
  rmSync(folder, { recursive: true });
}

/** Reads the JSON after the output of the build. It is a list or, from npm 11 on, an object by name of the package. */
function fileName(output: string): string {
  const found = /"filename":\s*"([^"]+\.tgz)"/.exec(output)?.[1];
  if (found === undefined) throw new Error(`npm pack named no file:\n${output}`);
  return found;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const name of SOURCES) {
    for (const file of filesIn(path.join(ROOT, name))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 20);
}

function filesIn(name: string): string[] {
  if (!statSync(name).isDirectory()) return [name];
  return readdirSync(name)
    .sort()
    .flatMap((child) => filesIn(path.join(name, child)));
}
