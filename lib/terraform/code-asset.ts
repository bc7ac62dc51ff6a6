import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import { Bundles, checkEntry, placeholderHash } from '../bundler';
import type { Bundle, BundleOutput, BundleRequest } from '../bundler/types';
import { zipFolder } from './archive';
import { Annotations, Lazy } from './engine';
import { TradewindStack } from './stack';

/** Set to `false` in tests: nothing is bundled, and hashes depend on the names of entries alone. */
export const BUNDLING_CONTEXT = 'tradewind:bundling';

/** What is uploaded: a zip of the bundle with `files` of text beside it, or the bundle's main file alone. */
export type AssetForm =
  | { readonly form: 'zip'; readonly files?: Readonly<Record<string, string>> }
  | { readonly form: 'file' };

interface Built {
  readonly content: Uint8Array;
  readonly hash: string;
}

/** A bundle that is written beside the stack. It is built when the stack is synthesized, with all others of the app. */
export class CodeAsset {
  /** Path of the file, from the folder of the stack. Its name holds the hash. Known at synthesis. */
  readonly path: string;
  /** SHA-256 of the file in hexadecimal. Known at synthesis. */
  readonly hash: string;
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
    this.path = Lazy.stringValue({ produce: () => this.file() });
    TradewindStack.of(scope).addAsset(this);
  }

  /** Builds it, if that has not been done. @throws BundleError */
  build(): void {
    if (this.bundle === undefined || this.built !== undefined) return;
    const output = this.bundle.output();
    for (const warning of output.warnings) Annotations.of(this.scope).addWarning(warning);
    const content = this.pack(output);
    this.built = { content, hash: createHash('sha256').update(content).digest('hex') };
  }

  /** Writes it into the folder of its stack. */
  write(folder: string): void {
    if (this.built === undefined) return;
    const file = path.join(folder, this.file());
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, this.built.content);
  }

  private currentHash(): string {
    this.build();
    return this.built?.hash ?? placeholderHash(this.request);
  }

  private file(): string {
    return `assets/${this.currentHash()}${this.form.form === 'zip' ? '.zip' : '.mjs'}`;
  }

  private pack({ directory }: BundleOutput): Uint8Array {
    if (this.form.form === 'zip') return zipFolder(directory, this.form.files ?? {});
    return readFileSync(path.join(directory, 'index.mjs'));
  }
}
