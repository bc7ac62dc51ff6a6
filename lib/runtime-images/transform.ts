import type { ImageTransform } from './types.js';

/**
 * Returns the exported transform; undefined if the pipeline has none.
 * @throws TypeError when the export is anything else
 */
export function readTransform(exported: unknown): ImageTransform | undefined {
  if (exported === null) return undefined;
  if (typeof exported === 'function') return exported as ImageTransform;
  throw new TypeError(
    `[tradewind:HANDLER] The transform exports ${exported === undefined ? 'nothing' : typeof exported}. ` +
      'Fix: export default (image) => image.',
  );
}
