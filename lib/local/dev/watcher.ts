import { type FSWatcher, watch } from 'node:fs';
import * as path from 'node:path';

/** Milliseconds in which further events of a save are awaited: editors empty a file before they write it. */
const QUIET_MS = 20;

/** Watches files, by the folders that they are in: a file that is replaced is another one to the system. */
export class Watcher {
  private readonly folders = new Map<string, FSWatcher>();
  private files = new Set<string>();
  private readonly changed = new Set<string>();
  private timer?: NodeJS.Timeout;

  /** `report` receives the files that have changed together. */
  constructor(private readonly report: (files: readonly string[]) => void) {}

  /** Sets the files to watch. */
  set(files: Iterable<string>): void {
    this.files = new Set(files);
    const wanted = new Set([...this.files].map((file) => path.dirname(file)));
    for (const [folder, watcher] of this.folders) {
      if (wanted.has(folder)) continue;
      watcher.close();
      this.folders.delete(folder);
    }
    for (const folder of wanted) if (!this.folders.has(folder)) this.watch(folder);
  }

  close(): void {
    clearTimeout(this.timer);
    for (const watcher of this.folders.values()) watcher.close();
    this.folders.clear();
  }

  private watch(folder: string): void {
    const watcher = watch(folder, (_event, name) => name && this.noticed(path.join(folder, name)));
    // A folder that is removed is watched again when a build names it.
    watcher.on('error', () => this.folders.delete(folder));
    this.folders.set(folder, watcher);
  }

  private noticed(file: string): void {
    if (!this.files.has(file)) return;
    this.changed.add(file);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const files = [...this.changed];
      this.changed.clear();
      this.report(files);
    }, QUIET_MS);
  }
}
