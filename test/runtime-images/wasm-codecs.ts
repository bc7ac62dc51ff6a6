import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { ImageFormat, ImageLimits, ImageVariant, RenderedVariant } from '../../lib/runtime-images/types';
import type { Encoders, renderVariants } from '../../lib/runtime-images/wasm/render';

type Wasm = { readonly renderVariants: typeof renderVariants } & Readonly<Record<ImageFormat, unknown>>;

const FOLDER = path.join(__dirname, '../../lib/runtime-images/wasm');
const CODE = `
  export { renderVariants } from './render';
  export { encodeJpeg as jpeg } from './jpeg-encoder';
  export { encodePng as png } from './png-encoder';
  export { encodeWebp as webp } from './webp-encoder';
  export { encodeAvif as avif } from './avif-encoder';
`;

/** Bundles the codecs as for a worker, with the compiled code inlined, as Node.js has no modules of WebAssembly. */
export async function loadWasm() {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'tradewind-wasm-')), 'codecs.cjs');
  await build({
    stdin: { contents: CODE, resolveDir: FOLDER, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'error',
    define: { 'import.meta.url': '"file:///codecs.cjs"' },
    plugins: [
      {
        name: 'wasm',
        setup({ onLoad }) {
          onLoad({ filter: /\.wasm$/ }, ({ path: file }) => {
            const bytes = readFileSync(file).toString('base64');
            return { contents: `export default new WebAssembly.Module(Buffer.from('${bytes}', 'base64'))` };
          });
        },
      },
    ],
  });
  const { renderVariants: render, ...encoders } = require(outfile) as Wasm;
  return {
    async render(bytes: Uint8Array, variant: ImageVariant, limits: ImageLimits): Promise<RenderedVariant> {
      const { only } = await render(Uint8Array.from(bytes), { only: variant }, limits, encoders as Encoders);
      return only!;
    },
  };
}
