import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type IConstruct, RootConstruct } from 'constructs';
import { watchSynthesis, writeModel } from '../app-model/model-file';
import { removedState } from '../app-model/removed-state';
import { temporaryName } from '../bundler/write-whole';
import { refuse, ValidationError } from '../errors';
import type { CodeFolder } from './code-folder';
import { AppError } from './errors';
import { replaceFolder } from './replace-folder';

/** Output of an app. */
export interface FilesAppProps {
  /**
   * Folder of the project, in which the provider's own tools run.
   * @default - the working directory
   */
  readonly root?: string;
  /**
   * Context of the construct tree. `{ 'tradewind:bundling': false }` omits the code, for tests.
   * @default {}
   */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Result of a synthesis. */
export interface SynthesizedApp {
  /** Absolute path of the deployed folder. */
  readonly directory: string;
  /** esbuild's warnings, formatted, and those of state that was declared at the last synthesis. */
  readonly warnings: readonly string[];
  /** Variables that have to be set by hand, in order, before the first deployment. */
  readonly variables: readonly string[];
}

/** Texts by their paths in the deployed folder, with slashes. */
export type Texts = Readonly<Record<string, string>>;

/**
 * An app that is deployed as a folder of files: the root of the construct tree. Only `synth()` writes files, all of them or none.
 */
export abstract class FilesApp extends RootConstruct {
  /** Absolute path of the folder of the project. */
  readonly root: string;
  private readonly code: CodeFolder[] = [];
  private readonly variables = new Map<string, string>();

  /** @param modelFolder the folder of the app model, from `root` */
  constructor(
    props: FilesAppProps,
    private readonly modelFolder: string,
  ) {
    super();
    this.root = props.root === undefined ? process.cwd() : path.resolve(props.root);
    for (const [key, value] of Object.entries(props.context ?? {})) this.node.setContext(key, value);
    watchSynthesis(path.join(this.root, modelFolder));
  }

  /** The app of a construct. @throws ValidationError when it is not in an app of this class */
  protected static find<App extends FilesApp>(
    construct: IConstruct,
    type: abstract new (...args: never[]) => App,
  ): App {
    const { root, path: place } = construct.node;
    if (root instanceof type) return root;
    const rule = 'is not in an app of this provider';
    const fix = `create it below a ${type.name}`;
    refuse(new ValidationError(place, [{ code: 'APP_CLASS', prop: 'scope', rule, fix }]));
  }

  /** Deployed folder, relative to `root`. */
  protected abstract readonly output: string;

  /** Files of the folder other than code. Called when all constructs exist. */
  protected abstract texts(): Texts;

  /** Adds code that is built and written with the app. */
  addCode(code: CodeFolder): void {
    this.code.push(code);
  }

  /** Path of the construct that owns an environment variable, if there is one. */
  ownerOfVariable(name: string): string | undefined {
    return this.variables.get(name);
  }

  /** Reserves an environment variable for the value of one construct. */
  claimVariable(name: string, path: string): void {
    this.variables.set(name, path);
  }

  /**
   * Checks the app, builds all of its code in one run, and writes the deployed folder and the app model. It replaces the
   * folder of an earlier synthesis as a whole, or leaves it unchanged on failure.
   *
   * @throws AppError for mistakes between constructs, such as a loop
   * @throws BundleError for code that cannot be built
   */
  synth(): SynthesizedApp {
    const mistakes = this.node.findAll().flatMap((construct) => construct.node.validate());
    if (mistakes.length > 0) refuse(new AppError(mistakes));
    const directory = path.join(this.root, this.output);
    const partial = temporaryName(directory);
    try {
      mkdirSync(partial, { recursive: true });
      for (const code of this.code) code.register();
      const modelFolder = path.join(this.root, this.modelFolder);
      const removed = removedState(this, modelFolder).map(({ warning }) => warning);
      const warnings = [...this.code.flatMap((code) => code.write(partial)), ...removed];
      for (const [name, text] of Object.entries(this.texts())) write(path.join(partial, name), text);
      replaceFolder(partial, directory);
      writeModel(this, modelFolder);
      return { directory, warnings, variables: [...this.variables.keys()].sort() };
    } finally {
      rmSync(partial, { recursive: true, force: true });
    }
  }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
