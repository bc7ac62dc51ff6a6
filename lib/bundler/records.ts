import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { digest } from './digest';
import type { Facts } from './facts';
import { formatKey, type Group } from './options';
import { outputFolder } from './output';

/** What is remembered of a bundle, so that it is built again only when it would come out different. */
export interface BundleRecord {
  readonly hash: string;
  readonly bytes: number;
  readonly warnings: readonly string[];
  /** The largest inputs, for the message of a budget that is exceeded. */
  readonly largest: readonly (readonly [file: string, bytes: number])[];
}

interface StoredRecord extends BundleRecord {
  /** Facts that it depends on, as places in the list of the file. */
  readonly facts: readonly number[];
  /** Their values when it was built. */
  readonly state: string;
}

interface RecordFile {
  readonly facts: readonly string[];
  readonly bundles: Readonly<Record<string, StoredRecord>>;
}

const EMPTY: RecordFile = { facts: [], bundles: {} };
const UNUSED_DAYS = 14;

/** The records of one group of bundles, in one file: bundles share most of what they depend on. */
export class Records {
  private readonly file: string;
  private readonly stored: RecordFile;

  constructor(
    private readonly group: Group,
    private readonly facts: Facts,
  ) {
    const name = digest(JSON.stringify(formatKey(group))).slice(0, 24);
    this.file = path.join(group.project.cache, 'records', `${name}.json`);
    this.stored = read(this.file);
  }

  /** The record of a bundle, if nothing that it depends on has changed and its output is still there. */
  find(id: string): BundleRecord | undefined {
    const record = this.stored.bundles[id];
    if (record === undefined || !existsSync(outputFolder(this.group.project, record.hash))) return undefined;
    const facts = record.facts.map((place) => this.stored.facts[place] ?? '');
    return this.facts.combined(facts) === record.state ? record : undefined;
  }

  /** Remembers bundles that were built. */
  save(built: readonly { id: string; inputs: Iterable<string>; record: BundleRecord }[]): void {
    const places = new Map(this.stored.facts.map((fact, place) => [fact, place]));
    const placeOf = (fact: string) => {
      if (!places.has(fact)) places.set(fact, places.size);
      return places.get(fact)!;
    };
    const added = built.map(({ id, inputs, record }) => {
      const facts = this.facts.of(inputs);
      return [id, { ...record, facts: facts.map(placeOf), state: this.facts.combined(facts) }] as const;
    });
    const bundles = { ...this.stored.bundles, ...Object.fromEntries(added) };
    write(this.file, { facts: [...places.keys()], bundles });
    sweep(path.dirname(this.file), path.join(this.group.project.cache, 'out'));
  }
}

/** A file that cannot be read is no reason to fail: the bundles are built again. */
function read(file: string): RecordFile {
  try {
    const parsed = JSON.parse(readFileSync(file, 'utf8')) as RecordFile;
    return Array.isArray(parsed.facts) && typeof parsed.bundles === 'object' ? parsed : EMPTY;
  } catch {
    return EMPTY;
  }
}

function write(file: string, content: RecordFile): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(content));
  renameSync(partial, file);
}

/** Drops outputs that were made long ago and that no record names. */
function sweep(records: string, outputs: string): void {
  const named = new Set(
    readdirSync(records).flatMap((file) =>
      Object.values(read(path.join(records, file)).bundles).map(({ hash }) => hash),
    ),
  );
  const oldest = Date.now() - UNUSED_DAYS * 86_400_000;
  for (const hash of readdirSync(outputs)) {
    const folder = path.join(outputs, hash);
    if (!named.has(hash) && statSync(folder).mtimeMs < oldest) rmSync(folder, { recursive: true, force: true });
  }
}
