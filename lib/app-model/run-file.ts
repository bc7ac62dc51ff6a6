import { writeFileSync } from 'node:fs';
import type { IConstruct } from 'constructs';
import { describeRun, type RunModel } from './run-model';

/** Variable that names the file into which an app command writes its run model, in the place of a synthesis. */
export const RUN_FILE = 'TRADEWIND_RUN_FILE';

/** The run model of an app, and the files that the app is made of. */
export interface RunFile {
  readonly model: RunModel;
  /** Absolute paths of the loaded files, those of packages left out. ES modules are not known. */
  readonly files: readonly string[];
}

const watched = new WeakSet<IConstruct>();
let isWritten = false;

/**
 * With `TRADEWIND_RUN_FILE`, writes the run model of the app of a construct as soon as it is validated, which is before
 * anything is bundled or written, and ends the process. An app that is never synthesized is written when the process ends.
 */
export function reportRunModel(construct: IConstruct): void {
  const file = process.env[RUN_FILE];
  const { root } = construct.node;
  if (file === undefined || watched.has(root)) return;
  watched.add(root);
  process.once('exit', (code) => code === 0 && write(root, file));
  const validate = () => {
    write(root, file);
    process.exit(0);
  };
  root.node.addValidation({ validate });
  construct.node.addValidation({ validate });
}

function write(root: IConstruct, file: string): void {
  if (isWritten) return;
  isWritten = true;
  const files = Object.keys(require.cache).filter((name) => !name.includes('node_modules'));
  // It has the values of variables: no one else may read it.
  writeFileSync(file, JSON.stringify({ model: describeRun(root), files } satisfies RunFile), { mode: 0o600 });
}
