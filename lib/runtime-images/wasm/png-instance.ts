import module from '@jsquash/png/codec/pkg/squoosh_png_bg.wasm';

/** Exports of the code. */
export interface PngCodec {
  readonly memory: WebAssembly.Memory;
  decode(start: number, length: number): number;
  __wbindgen_malloc(size: number, align: number): number;
}

/** The names of its imports end in hashes. */
const IMAGE = /^__wbg_newwithownedu8clampedarray/;

/** Creates a new instance. The package's own code creates one and keeps it, with the memory of the largest image. */
export function instantiatePng(
  image: (start: number, length: number, width: number, height: number) => number,
): PngCodec {
  const broken = () => {
    throw new Error('The PNG is broken');
  };
  const imports = WebAssembly.Module.imports(module).map(({ name }) => [name, IMAGE.test(name) ? image : broken]);
  const { exports } = new WebAssembly.Instance(module, { wbg: Object.fromEntries(imports) });
  return exports as unknown as PngCodec;
}

/** Copies bytes into the memory of an instance. Returns their position. */
export function copyIn(codec: PngCodec, bytes: Uint8Array | Uint8ClampedArray): number {
  const start = codec.__wbindgen_malloc(bytes.length, 1);
  new Uint8Array(codec.memory.buffer, start, bytes.length).set(bytes);
  return start;
}
