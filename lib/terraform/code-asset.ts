import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import { Bundles, checkEntry, placeholderHash } from '../bundler';
import { sha256 } from '../bundler/digest';
import type { Bundle, BundleOutput, BundleRequest } from '../bundler/types';
import { zipFolder } from './archive';
import { Annotations, Lazy } from './engine';
import { TradewindStack } from './stack';

/** Set to `false` in tests: nothing is bundled, and hashes depend only on the names of entries. */
export const BUNDLING_CONTEXT = 'tradewind:bundling';

/** Text files by their paths. */
export type TextFiles = Readonly<Record<string, string>>;

/**
 * Form of the upload: a zip of the bundle with text `files`, which may depend on the bundle; only the bundle's main
 * file; or its modules one by one.
 */
export type AssetForm =
  | { readonly form: 'zip'; readonly files?: TextFiles | ((output: BundleOutput) => TextFiles) }
  | { readonly form: 'file' }
  | { readonly form: 'modules' };

/** Module of a bundle. */
export interface AssetModule {
  /** Specifier by which other modules import it. */
  readonly name: string;
  /** Path of the file, from the folder of the stack. */
  readonly path: string;
}

/** Main module of an upload of modules. */
export const MAIN_MODULE = 'index.mjs';

interface Built {
  /** Contents by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly hash: string;
}

/** Bundle that is written next to the stack. It is built when the stack is synthesized, with all others of the app. */
export class CodeAsset {
  /**
   * Path of the file, from the folder of the stack; with modules, of the folder. Its name contains the hash. Known at
   * synthesis.
   */
  readonly path: string;
  /** Changes with what is uploaded, in hexadecimal: SHA-256 of the file where the form is one file. Known at synthesis. */
  readonly hash: string;
  /** The first 16 digits of `hash`, for names. Known at synthesis. */
  readonly shortHash: string;
  private readonly bundle?: Bundle;
  private built?: Built;

  /** @throws ValidationError when the entry is missing */
  constructor(
    private readonly scope: Construct,
    private readonly request: BundleRequest,
    private readonly form: AssetForm,
  ) {
    checkEntry(request);
    const bundling = scope.node.tryGetContext(BUNDLING_CONTEXT) !== false;
    if (bundling) this.bundle = Bundles.of(scope.node.root).register(request);
    this.hash = Lazy.stringValue({ produce: () => this.currentHash() });
    this.shortHash = Lazy.stringValue({ produce: () => this.currentHash().slice(0, SHORT) });
    this.path = Lazy.stringValue({ produce: () => this.file() });
    TradewindStack.of(scope).addAsset(this);
  }

  /** Builds the bundle, unless that is done. @throws BundleError */
  build(): void {
    if (this.bundle === undefined || this.built !== undefined) return;
    const output = this.bundle.output();
    for (const warning of output.warnings) Annotations.of(this.scope).addWarning(warning);
    this.built = this.form.form === 'modules' ? packModules(output) : this.pack(output);
  }

  /** Returns the modules, the main one first. Known at synthesis. */
  modules(): AssetModule[] {
    this.build();
    const names = this.built === undefined ? [MAIN_MODULE] : [...this.built.files.keys()];
    return names.map((name) => ({ name, path: `${this.file()}/${name}` }));
  }

  /** Writes the bundle into the folder of its stack. */
  write(folder: string): void {
    for (const [name, content] of this.built?.files ?? []) {
      const file = path.join(folder, this.file(), this.form.form === 'modules' ? name : '');
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  private currentHash(): string {
    this.build();
    return this.built?.hash ?? placeholderHash(this.request);
  }

  private file(): string {
    return `assets/${this.currentHash()}${EXTENSIONS[this.form.form]}`;
  }

  private pack(output: BundleOutput): Built {
    if (this.form.form !== 'zip') {
      const content = readFileSync(path.join(output.directory, MAIN_MODULE));
      return { files: new Map([['', content]]), hash: sha256(content) };
    }
    const files = typeof this.form.files === 'function' ? this.form.files(output) : (this.form.files ?? {});
    // Named as the bundle is: what neighbours use of a package does not change the name.
    const hash = sha256(`${output.hash}\0${JSON.stringify(files)}`);
    return { files: new Map([['', zipFolder(output.directory, files)]]), hash };
  }
}

/** Digits of a short hash: 64 bits, which do not repeat in the deployments of one function. */
const SHORT = 16;
const EXTENSIONS = { zip: '.zip', file: '.mjs', modules: '' } as const;

/** Packs the modules, without source maps. */
function packModules({ directory }: BundleOutput): Built {
  const others = readdirSync(directory).filter((name) => name !== MAIN_MODULE && !name.endsWith('.map'));
  const names = [MAIN_MODULE, ...others.sort()];
  const files = new Map(names.map((name) => [name, readFileSync(path.join(directory, name))]));
  const hash = createHash('sha256');
  for (const [name, content] of files) hash.update(`${name}\0${content.length}\0`).update(content);
  return { files, hash: hash.digest('hex') };
}
