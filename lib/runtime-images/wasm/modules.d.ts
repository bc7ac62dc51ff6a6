// The packages declare less than is imported from them, and their code is for bundlers: ES modules, and compiled code
// that is a module itself. Patterns would not work, since files that are found take precedence.

declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '@jsquash/png/codec/pkg/squoosh_png_bg.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '@jsquash/jpeg/codec/dec/mozjpeg_dec.js' {
  const factory: unknown;
  export default factory;
}

declare module '@jsquash/jpeg/codec/enc/mozjpeg_enc.js' {
  const factory: unknown;
  export default factory;
}

declare module '@jsquash/webp/codec/dec/webp_dec.js' {
  const factory: unknown;
  export default factory;
}

declare module '@jsquash/webp/codec/enc/webp_enc_simd.js' {
  const factory: unknown;
  export default factory;
}

declare module '@jsquash/avif/codec/enc/avif_enc.js' {
  const factory: unknown;
  export default factory;
}
