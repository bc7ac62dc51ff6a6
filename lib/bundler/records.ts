import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Fact, Facts } from './facts';
import { writeWhole } from './write-whole';

/** What is remembered of a wrapper that was built. */
export interface BuiltCode {
  /** Names the folder in the store. */
  readonly hash: string;
  readonly bytes: number;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Listed native modules that the code imports. */
  readonly natives: readonly string[];
  /** The inputs that take most room, for the size budget. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[];
  readonly warnings: readonly string[];
}

/** Facts of each source file, by its name. */
export type InputTable = ReadonlyMap<string, readonly Fact[]>;

interface Entry {
  readonly inputs: readonly number[];
  readonly built: BuiltCode;
  /** Day of last use, counted from 1970. */
  used: number;
}

/** Facts and inputs stand once in a file however many entries share them: hundreds of entries share hundreds of files. */
interface Tables {
  readonly facts: readonly (readonly [Fact, string])[];
  readonly inputs: readonly (readonly number[])[];
  readonly entries: Readonly<Record<string, Entry>>;
}

const NOTHING: Tables = { facts: [], inputs: [], entries: {} };
const DAYS_KEPT = 14;

/** Remembers, for one set of options, what was built from which files. */
export class Records {
  private tables: Tables;
  private readonly valid: (boolean | undefined)[] = [];
  private isStale = false;

  constructor(
    private readonly file: string,
    private readonly facts: Facts,
  ) {
    this.tables = readTables(file);
  }

  /** What was built for a wrapper, if every fact it depends on still holds. */
  find(id: string): BuiltCode | undefined {
    const entry = Object.hasOwn(this.tables.entries, id) ? this.tables.entries[id] : undefined;
    if (!entry?.inputs.every((input) => this.isValid(input))) return undefined;
    if (entry.used !== today()) this.isStale = true;
    entry.used = today();
    return entry.built;
  }

  private isValid(input: number): boolean {
    const known = this.valid[input];
    if (known !== undefined) return known;
    const valid = this.tables.inputs[input]!.every((index) => {
      const [fact, value] = this.tables.facts[index]!;
      return this.facts.value(fact) === value;
    });
    this.valid[input] = valid;
    return valid;
  }

  /** Adds what was built, and drops what has not been used for long. */
  add(built: ReadonlyMap<string, { readonly code: BuiltCode; readonly inputs: readonly string[] }>, table: InputTable) {
    const next = new TableWriter();
    for (const [id, entry] of Object.entries(this.tables.entries)) {
      if (!built.has(id) && today() - entry.used < DAYS_KEPT) next.copy(id, entry, this.tables);
    }
    for (const [id, { code, inputs }] of built) next.add(id, code, inputs, (name) => this.withValues(table.get(name)!));
    this.tables = next.tables();
    this.valid.length = 0;
    this.isStale = true;
  }

  /** Writes the file if it is not what was read. */
  save(): void {
    if (!this.isStale) return;
    const text = JSON.stringify(this.tables);
    writeWhole(this.file, `${checksum(text)}\n${text}`);
    this.isStale = false;
  }

  private withValues(facts: readonly Fact[]): [Fact, string][] {
    return facts.map((fact) => [fact, this.facts.value(fact)]);
  }
}

/** Builds tables in which nothing stands twice. */
class TableWriter {
  private readonly facts = new Map<string, number>();
  private readonly factRows: (readonly [Fact, string])[] = [];
  private readonly inputs = new Map<string, number>();
  private readonly inputRows: number[][] = [];
  private readonly named = new Map<string, number>();
  private readonly entries: Record<string, Entry> = {};

  add(id: string, built: BuiltCode, names: readonly string[], factsOf: (name: string) => [Fact, string][]): void {
    const inputs = names.map((name) => {
      const known = this.named.get(name) ?? this.input(factsOf(name));
      this.named.set(name, known);
      return known;
    });
    this.entries[id] = { inputs, built, used: today() };
  }

  copy(id: string, entry: Entry, from: Tables): void {
    const inputs = entry.inputs.map((input) => {
      const key = `copied ${input}`;
      const known = this.named.get(key) ?? this.input(from.inputs[input]!.map((index) => from.facts[index]!));
      this.named.set(key, known);
      return known;
    });
    this.entries[id] = { ...entry, inputs };
  }

  tables(): Tables {
    return { facts: this.factRows, inputs: this.inputRows, entries: this.entries };
  }

  private input(facts: readonly (readonly [Fact, string])[]): number {
    const row = facts.map((fact) => intern(fact.join('\0'), fact, this.facts, this.factRows));
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

/** A file that is missing, cut short or changed by others is as good as none. */
function readTables(file: string): Tables {
  try {
    const content = readFileSync(file, 'utf8');
    const end = content.indexOf('\n');
    const text = content.slice(end + 1);
    return content.slice(0, end) === checksum(text) ? (JSON.parse(text) as Tables) : NOTHING;
  } catch {
    return NOTHING;
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function today(): number {
  return Math.floor(Date.now() / 86_400_000);
}

/** Where the records of a set of options are. */
export function recordsFile(cache: string, group: string): string {
  return path.join(cache, 'records', `${group}.json`);
}
