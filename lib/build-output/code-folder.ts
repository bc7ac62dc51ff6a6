import { cpSync } from 'node:fs';
import * as path from 'node:path';
import type { Construct } from 'constructs';
import { Bundles, checkEntry } from '../bundler';
import type { Bundle, BundleRequest } from '../bundler/types';

/** Set to `false` in tests: nothing is bundled, and no code is written. */
export const BUNDLING_CONTEXT = 'tradewind:bundling';

/** Exports that the provider reads without running the file. */
type Constants = NonNullable<NonNullable<BundleRequest['shape']>['constants']>;

/** The code of a function, in a folder of the deployment. It is built at synthesis, together with all other code. */
export class CodeFolder {
  private bundle?: Bundle;

  /**
   * @param folder target of the code, relative to the deployed folder
   * @param constants called when all constructs exist
   * @throws ValidationError when the entry is missing
   */
  constructor(
    private readonly scope: Construct,
    private readonly request: BundleRequest,
    readonly folder: string,
    private readonly constants?: () => Constants,
  ) {
    checkEntry(request);
  }

  /** Requests the code, so that all code of an app is built in one run. */
  register(): void {
    if (this.scope.node.tryGetContext(BUNDLING_CONTEXT) === false) return;
    const shape = { platform: 'node' as const, ...this.request.shape, constants: this.constants?.() };
    this.bundle ??= Bundles.of(this.scope.node.root).register({ ...this.request, shape });
  }

  /** Writes the code below `directory`. Returns the warnings of esbuild. @throws BundleError */
  write(directory: string): readonly string[] {
    if (this.bundle === undefined) return [];
    const output = this.bundle.output();
    cpSync(output.directory, path.join(directory, this.folder), { recursive: true });
    return output.warnings;
  }
}
