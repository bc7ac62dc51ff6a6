import { existsSync, mkdirSync, renameSync } from 'node:fs';
import * as path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Journal, Row } from './journal';
import { type Database, openDatabase, type Statement } from './sqlite';

const SCHEMA = [
  // A commit reaches the system before it returns, so that it outlives the process, though not a loss of power.
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = NORMAL',
  'CREATE TABLE IF NOT EXISTS rows (space TEXT, key TEXT, value BLOB, PRIMARY KEY (space, key)) WITHOUT ROWID',
].join(';\n');

/** Results of SQLite for a file that cannot be read. @see https://www.sqlite.org/rescode.html */
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Keeps state in a file. What is written outlives the end of the process, however it ends. */
export class SqliteJournal implements Journal {
  /** New name of a file that could not be read; nothing if it could. */
  readonly movedAside?: string;
  private readonly database: Database;
  private readonly statements: Readonly<Record<'read' | 'put' | 'delete', Statement>>;
  private depth = 0;

  constructor(file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      this.database = open(file);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      this.movedAside = moveAside(file);
      this.database = open(file);
    }
    this.statements = {
      read: this.database.prepare('SELECT key, value FROM rows WHERE space = ?'),
      put: this.database.prepare('INSERT OR REPLACE INTO rows VALUES (?, ?, ?)'),
      delete: this.database.prepare('DELETE FROM rows WHERE space = ? AND key = ?'),
    };
  }

  read(space: string): Row[] {
    const rows = this.statements.read.all(space) as { readonly key: string; readonly value: Uint8Array }[];
    return rows.map(({ key, value }) => ({ key, value: deserialize(Buffer.from(value)) }));
  }

  put(space: string, key: string, value: unknown): void {
    this.statements.put.run(space, key, serialize(value));
  }

  delete(space: string, key: string): void {
    this.statements.delete.run(space, key);
  }

  atomically(write: () => void): void {
    if (this.depth > 0) {
      write();
      return;
    }
    this.database.exec('BEGIN');
    this.depth += 1;
    try {
      write();
      this.database.exec('COMMIT');
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    } finally {
      this.depth -= 1;
    }
  }

  close(): void {
    this.database.close();
  }
}

function open(file: string): Database {
  const database = openDatabase(file);
  try {
    database.exec(SCHEMA);
    // Reads the whole file: what is damaged shows now.
    const [check] = database.prepare('PRAGMA quick_check').all() as { readonly quick_check?: string }[];
    if (check?.quick_check !== 'ok') throw Object.assign(new Error('The file is damaged'), { errcode: CORRUPT });
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isCorrupt(error: unknown): boolean {
  const { code, message, errcode } = error as { code?: string; message?: string; errcode?: number };
  // https://www.sqlite.org/rescode.html
  return (
    /SQLITE_(CORRUPT|NOTADB)/.test(String(code)) ||
    errcode === CORRUPT ||
    errcode === NOT_A_DATABASE ||
    /not a database|malformed/.test(String(message))
  );
}

/** A damaged file is kept, under another name. */
function moveAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  return aside;
}
