/** What a codec that Emscripten compiled exports: makes an instance of its own each time. */
type CodecFactory<Codec> = (options: {
  readonly noInitialRun: true;
  readonly locateFile: () => string;
  readonly instantiateWasm: (
    imports: WebAssembly.Imports,
    done: (instance: WebAssembly.Instance) => void,
  ) => WebAssembly.Exports;
}) => Promise<Codec>;

/**
 * A fresh instance of a codec. Memory of WebAssembly only ever grows, so that an instance that is kept would hold what
 * the largest image took; this one goes with all of it once it is let go.
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

/** Codecs answer with one, as a browser has it. */
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
