import type { ImageTransform } from './types.js';

/**
 * What the file of a pipeline's transform exports; nothing without one.
 * @throws TypeError when it exports something else
 */
export function readTransform(exported: unknown): ImageTransform | undefined {
  if (exported === null) return undefined;
  if (typeof exported === 'function') return exported as ImageTransform;
  throw new TypeError(
    `[tradewind:HANDLER] The transform exports ${exported === undefined ? 'nothing' : typeof exported}. ` +
      'Fix: export default (image) => image.',
  );
}
