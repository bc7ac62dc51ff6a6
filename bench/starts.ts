import { runNode } from './child';
import type { Options } from './options';
import type { Project } from './project';

/** Milliseconds from before a bundle is loaded, process by process. */
export interface Starts {
  /** Until the handler can be called. */
  readonly init: number[];
  /** Until it has answered its first event. Equals `init` without one. */
  readonly answered: number[];
}

interface Start {
  readonly initMs: number;
  readonly answeredMs: number;
}

/** Starts each bundle in fresh processes, in turn. The first round is discarded: it reads the files from disk. */
export async function startInTurn<Name extends string>(
  project: Project,
  files: Readonly<Record<Name, { readonly file: string; readonly event?: string; readonly node?: readonly string[] }>>,
  { starts: rounds, node: command }: Options,
): Promise<Record<Name, Starts>> {
  const names = Object.keys(files) as Name[];
  const starts = Object.fromEntries(names.map((name) => [name, { init: [], answered: [] } as Starts]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      const { file, event, node = [] } = files[name];
      const args = [
        ...node,
        project.path('programs', 'probes', 'start.cjs'),
        file,
        ...(event === undefined ? [] : [event]),
      ];
      // Variables that an SDK client reads when it is created.
      const { result } = await runNode(args, project.root, { AWS_REGION: 'eu-north-1' }, command);
      if (round === 0) continue;
      starts[name]!.init.push((result as Start).initMs);
      starts[name]!.answered.push((result as Start).answeredMs);
    }
  }
  return starts as Record<Name, Starts>;
}
