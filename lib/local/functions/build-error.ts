import type { BuildFailure } from 'esbuild';
import { describe, excerpt, remedy } from '../../bundler/build-messages';

/** The code of a function does not build. */
export class BuildError extends Error {
  override readonly name = 'BuildError';

  /** `path` is that of the construct. */
  constructor(
    readonly path: string,
    message: string,
  ) {
    super(message);
  }

  /** The mistakes that esbuild found, each with its line and what to do; any other error as it is. */
  static from(path: string, error: unknown): unknown {
    const { errors = [] } = error as Partial<BuildFailure>;
    if (errors.length === 0) return error;
    const lines = errors.map((each) => {
      const place = each.location ? `\n${excerpt(each.location)}` : '';
      return `[tradewind:BUNDLE_FAILED] ${path}: does not build: ${describe(each)}. Fix: ${remedy(each.text)}.${place}`;
    });
    return new BuildError(path, lines.join('\n'));
  }
}
