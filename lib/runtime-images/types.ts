/** The formats that a variant can have. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif';

/** How an image fits a width and a height that are both given. The image is never enlarged. */
export type ImageFit = 'cover' | 'contain' | 'inside' | 'fill' | 'outside';

/** One size and format that is made of each image. It is upright, in sRGB, and free of metadata. */
export interface ImageVariant {
  /** Width in pixels. Without it the height decides. */
  readonly width?: number;
  /** Height in pixels. Without it the width decides. */
  readonly height?: number;
  /**
   * How the image fits when both sides are given. `contain` adds borders, transparent ones where the format has them,
   * else white.
   * @default 'inside'
   * @see https://sharp.pixelplumbing.com/api-resize
   */
  readonly fit?: ImageFit;
  /**
   * Format. An animation stays one in `webp` and `gif`; of others it is the first frame. `jpeg` puts what is transparent
   * on white.
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

/** A finished variant. */
export interface RenderedVariant {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly width: number;
  /** Height in pixels; of one frame if it is animated. */
  readonly height: number;
}

/** Limits of an image. All are checked against the header, before the image is decoded. */
export interface ImageLimits {
  /** Largest file in bytes. */
  readonly maxBytes: number;
  /** Most pixels, all frames of an animation together. */
  readonly maxPixels: number;
  /** Longest side in pixels, of one frame of an animation. */
  readonly maxSide: number;
  /** Most memory in bytes that decoding may take: pixels times what a pixel takes in its format and bit depth. */
  readonly maxDecodedBytes: number;
}

/** What a transform is told about the variant that it is given. */
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
 * Changes each variant after it was resized and before it is encoded: what `transform` of an `ImagePipeline` exports by
 * default. The image is upright and in sRGB, and knows nothing of the original's metadata, so that none can leak.
 *
 * @example
 * import logo from './logo.png'; // with bundling: { loader: { '.png': 'binary' } }
 *
 * const watermark: ImageTransform = (image) => image.composite([{ input: logo, gravity: 'southeast' }]);
 * export default watermark;
 */
export type ImageTransform = (image: ImagePipe, info: ImageInfo) => ImagePipe | Promise<ImagePipe>;
