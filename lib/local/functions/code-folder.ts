import { rmSync } from 'node:fs';
import * as path from 'node:path';
import type { RunConstruct } from '../../app-model/run-model';
import { Projects } from '../../bundler/project';
import { textOf } from '../settings';

/** Removes the code that an engine has built. */
export function removeFolder(constructs: readonly RunConstruct[], folder: string): void {
  const projects = new Projects();
  const entries = constructs.flatMap((construct) => textOf(construct, 'entry') ?? []);
  const caches = new Set(entries.map((entry) => projects.locate(entry).project.cache));
  for (const cache of caches) rmSync(path.join(cache, 'local', folder), { recursive: true, force: true });
}
