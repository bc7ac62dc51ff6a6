/** Export of a codec that Emscripten compiled: creates a new instance at each call. */
type CodecFactory<Codec> = (options: {
  readonly noInitialRun: true;
  readonly locateFile: () => string;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}) => Promise<Codec>;

/**
 * Creates a new instance of a codec. Memory of WebAssembly only ever grows, so that a reused instance would keep the
 * memory of the largest image; all memory of this one is freed with it.
 */
export function instantiate<Codec>(factory: unknown, module: WebAssembly.Module): Promise<Codec> {
  provideImageData();
  return (factory as CodecFactory<Codec>)({
    noInitialRun: true,
    // Nothing is loaded, yet each would make a URL of its own address, which a worker does not have.
    locateFile: () => '',
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  });
}

/** Codecs return one, as a browser has it. */
function provideImageData(): void {
  const scope = globalThis as { ImageData?: unknown };
  scope.ImageData ??= class ImageData {
    constructor(
      readonly data: Uint8ClampedArray,
      readonly width: number,
      readonly height: number,
    ) {}
  };
}
