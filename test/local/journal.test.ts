import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { openState } from '../../lib/local/state/state-folder';

const ROOT = path.join(__dirname, '..', '..');
const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-state-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function reopened<T>(folder: string, use: (journal: ReturnType<typeof openState>['journal']) => T): T {
  const state = openState(folder, { reset: false });
  try {
    return use(state.journal);
  } finally {
    state.journal.close();
    state.release();
  }
}

test('values of every kind are read again', () => {
  const folder = newFolder();
  const value = { text: 'ä', big: 12n, bytes: new Uint8Array([0, 255]), at: new Date(0), none: undefined };
  reopened(folder, (journal) => journal.put('a', 'k', value));
  expect(reopened(folder, (journal) => [journal.read('a'), journal.read('b')])).toEqual([[{ key: 'k', value }], []]);
});

test('a block that fails writes nothing', () => {
  const folder = newFolder();
  reopened(folder, (journal) => {
    const write = () =>
      journal.atomically(() => {
        journal.put('a', '1', 1);
        journal.atomically(() => journal.put('a', '2', 2));
        throw new Error('broken');
      });
    expect(write).toThrow('broken');
    expect(journal.read('a')).toEqual([]);
  });
});

test('a damaged file is moved aside, and named', () => {
  const folder = newFolder();
  writeFileSync(path.join(folder, 'state.db'), 'this is no database, and long enough to be read as one'.repeat(100));
  const aside = reopened(folder, (journal) => journal.movedAside);
  expect(aside).toMatch(/state\.db\.damaged-/);
  expect(readdirSync(folder)).toContain(path.basename(aside ?? ''));
});

test('state is refused to a second process, with the id of the first, and given when that was killed', async () => {
  const folder = newFolder();
  const script = `
    const { openState } = require(${JSON.stringify(path.join(ROOT, 'lib/local/state/state-folder.ts'))});
    const { journal } = openState(${JSON.stringify(folder)}, { reset: false });
    let count = 0;
    const write = () => {
      for (let index = 0; index < 20; index += 1) {
        count += 1;
        journal.put('rows', String(count), { count });
        process.stdout.write(count + '\\n');
      }
      setImmediate(write);
    };
    write();
  `;
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', '-e', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      output += data;
      if (output.split('\n').length > 2000) resolve();
    });
  });
  expect(() => openState(folder, { reset: false })).toThrow(
    `[tradewind:LOCAL_STATE] ${folder} is in use by process ${child.pid}`,
  );
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  const acknowledged = output.split('\n').slice(0, -1);
  const rows = reopened(folder, (journal) => journal.read('rows'));
  expect(acknowledged.filter((key) => !rows.some((row) => row.key === key))).toEqual([]);
});

test('a reset deletes the state', () => {
  const folder = newFolder();
  reopened(folder, (journal) => journal.put('a', 'k', 1));
  const state = openState(folder, { reset: true });
  expect(state.journal.read('a')).toEqual([]);
  state.journal.close();
  state.release();
});
