import * as path from 'node:path';
import { itemAt, valueIn } from '../lookup';
import type { Fingerprint, Fingerprints } from './fingerprints';
import type { Plan } from './pieces/plan';
import { readSealed, writeSealed } from './sealed-file';

/** Result of a build of one generated entry, as the cache holds it. */
export interface BuiltCode {
  /** Names the folder in the store. */
  readonly hash: string;
  readonly bytes: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Listed native modules that the code imports. */
  readonly natives: readonly string[];
  /** The largest inputs, for the size budget. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
  readonly warnings: readonly string[];
  /** Of a function whose packages are in a file of their own: the key of that file, and a name for both together. */
  readonly vendor?: { readonly key: string; readonly identity: string };
  /** Of such a file: its packages. */
  readonly packages?: {
    readonly plan: Plan;
    /** Changes with any file of the packages. */
    readonly digest: string;
  };
}

/** Fingerprints of each source file, by its name. */
export type InputTable = ReadonlyMap<string, readonly Fingerprint[]>;

interface Entry {
  readonly inputs: readonly number[];
  readonly built: BuiltCode;
  /** Day of last use, counted from 1970. */
  used: number;
}

/** Stores each fingerprint and input once, because hundreds of entries share hundreds of files. */
interface Tables {
  readonly fingerprints: readonly (readonly [Fingerprint, string])[];
  readonly inputs: readonly (readonly number[])[];
  readonly entries: Readonly<Record<string, Entry>>;
}

const NOTHING: Tables = { fingerprints: [], inputs: [], entries: {} };
const DAYS_KEPT = 14;

/** Records, for one set of options, the code that was built and its source files. */
export class CacheIndex {
  private tables: Tables;
  private readonly valid: (boolean | undefined)[] = [];
  private isStale = false;

  constructor(
    private readonly file: string,
    private readonly fingerprints: Fingerprints,
  ) {
    this.tables = readSealed<Tables>(file) ?? NOTHING;
  }

  /** Finds the code built for a generated entry, if all fingerprints are unchanged. */
  find(id: string): BuiltCode | undefined {
    const entry = Object.hasOwn(this.tables.entries, id) ? this.tables.entries[id] : undefined;
    if (!entry?.inputs.every((input) => this.isValid(input))) return undefined;
    if (entry.used !== today()) this.isStale = true;
    entry.used = today();
    return entry.built;
  }

  /** Vendor files whose packages are unchanged, by their keys. */
  vendors(): Map<string, BuiltCode> {
    const all = Object.entries(this.tables.entries).filter(([, { built }]) => built.packages !== undefined);
    const valid = all.filter(([, { inputs }]) => inputs.every((input) => this.isValid(input)));
    return new Map(valid.map(([key, { built }]) => [key, built]));
  }

  /** Names of the files that an entry was made of. */
  filesOf(id: string): string[] {
    const rows = (this.tables.entries[id]?.inputs ?? []).flatMap((input) => this.tables.inputs[input] ?? []);
    const fingerprints = rows.flatMap((row) => this.tables.fingerprints[row]?.[0] ?? []);
    return fingerprints.flatMap((each) => (each.startsWith('file:') ? [each.slice('file:'.length)] : []));
  }

  private isValid(input: number): boolean {
    const known = this.valid[input];
    if (known !== undefined) return known;
    const valid = itemAt(this.tables.inputs, input).every((index) => {
      const [fingerprint, value] = itemAt(this.tables.fingerprints, index);
      return this.fingerprints.value(fingerprint) === value;
    });
    this.valid[input] = valid;
    return valid;
  }

  /** Adds new code, and removes code that was not used for a long time. */
  add(built: ReadonlyMap<string, { readonly code: BuiltCode; readonly inputs: readonly string[] }>, table: InputTable) {
    const next = new TableWriter();
    for (const [id, entry] of Object.entries(this.tables.entries)) {
      if (!built.has(id) && today() - entry.used < DAYS_KEPT) next.copy(id, entry, this.tables);
    }
    for (const [id, { code, inputs }] of built)
      next.add(id, code, inputs, (name) => this.withValues(valueIn(table, name)));
    this.tables = next.tables();
    this.valid.length = 0;
    this.isStale = true;
  }

  /** Writes the file if its content has changed. */
  save(): void {
    if (!this.isStale) return;
    writeSealed(this.file, this.tables);
    this.isStale = false;
  }

  private withValues(fingerprints: readonly Fingerprint[]): [Fingerprint, string][] {
    return fingerprints.map((fingerprint) => [fingerprint, this.fingerprints.value(fingerprint)]);
  }
}

/** Builds tables without duplicates. */
class TableWriter {
  private readonly fingerprints = new Map<string, number>();
  private readonly fingerprintRows: (readonly [Fingerprint, string])[] = [];
  private readonly inputs = new Map<string, number>();
  private readonly inputRows: number[][] = [];
  private readonly named = new Map<string, number>();
  private readonly entries: Record<string, Entry> = {};

  add(
    id: string,
    built: BuiltCode,
    names: readonly string[],
    fingerprintsOf: (name: string) => [Fingerprint, string][],
  ): void {
    const inputs = names.map((name) => {
      const known = this.named.get(name) ?? this.input(fingerprintsOf(name));
      this.named.set(name, known);
      return known;
    });
    this.entries[id] = { inputs, built, used: today() };
  }

  copy(id: string, entry: Entry, from: Tables): void {
    const inputs = entry.inputs.map((input) => {
      const key = `copied ${input}`;
      const known =
        this.named.get(key) ?? this.input(itemAt(from.inputs, input).map((index) => itemAt(from.fingerprints, index)));
      this.named.set(key, known);
      return known;
    });
    this.entries[id] = { ...entry, inputs };
  }

  tables(): Tables {
    return { fingerprints: this.fingerprintRows, inputs: this.inputRows, entries: this.entries };
  }

  private input(fingerprints: readonly (readonly [Fingerprint, string])[]): number {
    const row = fingerprints.map((fingerprint) =>
      intern(fingerprint.join('\0'), fingerprint, this.fingerprints, this.fingerprintRows),
    );
    return intern(row.join(), row, this.inputs, this.inputRows);
  }
}

function intern<Row>(key: string, row: Row, known: Map<string, number>, rows: Row[]): number {
  const index = known.get(key);
  if (index !== undefined) return index;
  known.set(key, rows.length);
  rows.push(row);
  return rows.length - 1;
}

function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}

/** Path of the index for one set of options. */
export function cacheIndexFile(cache: string, group: string): string {
  return path.join(cache, 'index', `${group}.json`);
}
