/** Formats of variants. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';

/** Fit of an image into a given width and height. The image is never enlarged. */
export type ImageFit = 'cover' | 'contain' | 'inside' | 'fill' | 'outside';

/** Size and format to create of each image. Variants are upright, in sRGB, and free of metadata. */
export interface ImageVariant {
  /** Width in pixels. If absent, the height decides. */
  readonly width?: number;
  /** Height in pixels. If absent, the width decides. */
  readonly height?: number;
  /**
   * Fit of the image when both sides are given. `contain` adds borders, transparent where the format supports it, else
   * white.
   * @default 'inside'
   * @see https://sharp.pixelplumbing.com/api-resize
   */
  readonly fit?: ImageFit;
  /**
   * Format. An animation stays one in `webp` and `gif`; other formats take the first frame. `jpeg` puts transparent
   * parts on white.
   * @default 'webp'
   */
  readonly format?: ImageFormat;
  /**
   * Quality, 1 to 100. For `png` it reduces the colours to a palette; `gif` has none.
   * @default - the encoder's own: jpeg and webp 80, avif 50, png lossless
   * @see https://sharp.pixelplumbing.com/api-output
   */
  readonly quality?: number;
}

/** Finished variant. */
export interface RenderedVariant {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly width: number;
  /** Height in pixels; of one frame if it is animated. */
  readonly height: number;
}

/** Limits of an image. All are checked against the header, before the image is decoded. */
export interface ImageLimits {
  /** Maximum file size in bytes. */
  readonly maxBytes: number;
  /** Maximum number of pixels, all frames of an animation together. */
  readonly maxPixels: number;
  /** Maximum side in pixels, of one frame of an animation. */
  readonly maxSide: number;
  /** Maximum memory in bytes for decoding: the number of pixels times the bytes of one in its format and bit depth. */
  readonly maxDecodedBytes: number;
}

/** Variant data that a transform receives. */
export interface ImageInfo {
  /** Bucket of the original. */
  readonly bucket: string;
  /** Key of the original. */
  readonly key: string;
  /** Name of the variant. */
  readonly variant: string;
  /** Width of the variant in pixels, for overlays: they must not be larger than the image. */
  readonly width: number;
  /** Height of the variant in pixels; of one frame if it is animated. */
  readonly height: number;
}

// Sharp is an optional peer dependency. In this form the comment survives in the declarations, where it keeps them valid
// without sharp, which other constructs do not need; `@ts-expect-error` would fail with it.
// biome-ignore lint/suspicious/noTsIgnore: see above
/** @ts-ignore What sharp calls a `Sharp`. */
export type ImagePipe = import('sharp').Sharp;

/**
 * Changes each variant after resizing and before encoding: the default export of an `ImagePipeline`'s `transform`. The
 * image is upright and in sRGB, and has none of the original's metadata, so that none can leak.
 *
 * @example
 * import logo from './logo.png'; // with bundling: { loader: { '.png': 'binary' } }
 *
 * const watermark: ImageTransform = (image) => image.composite([{ input: logo, gravity: 'southeast' }]);
 * export default watermark;
 */
export type ImageTransform = (image: ImagePipe, info: ImageInfo) => ImagePipe | Promise<ImagePipe>;
