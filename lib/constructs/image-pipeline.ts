import type { Duration } from '../duration';
import type { ImageVariant } from '../runtime-images/types';
import type { Auth } from './auth';
import type { FunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** A route that hands out presigned uploads. */
export interface UploadRoute<P extends ProviderTypes = ProviderTypes> {
  /** Who may ask for an upload. */
  readonly auth: Auth;
  /**
   * The route.
   * @default 'POST /uploads'
   */
  readonly route?: string;
  /**
   * Seconds in which an upload has to begin.
   * @default 300
   */
  readonly expiresIn?: number;
  /**
   * Which pages of other origins may upload: origins such as `https://shop.example`.
   * @default - none
   */
  readonly origins?: readonly string[];
  /**
   * The API to answer on, `'own'` for one of its own.
   * @default - the stack's shared API
   */
  readonly api?: P['api'] | 'own';
}

/** A bucket for images, and a bucket of the variants that are made of each upload. */
export interface ImagePipelineProps<P extends ProviderTypes = ProviderTypes> extends FunctionSettings<P> {
  /**
   * How long one image may take, in whole seconds; 900 at most.
   * @default minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 1769
   */
  readonly memory?: number;
  /** What is made of each image, by name: `{ thumb: { width: 200, format: 'webp' } }`. The name is part of the key. */
  readonly variants: Readonly<Record<string, ImageVariant>>;
  /**
   * Where images arrive.
   * @default - a private bucket is made
   */
  readonly source?: P['bucket'];
  /**
   * Only objects whose key starts so are images.
   * @default - all
   */
  readonly prefix?: string;
  /**
   * Where variants go. Never the source bucket: the pipeline would wake itself.
   * @default - a private bucket is made
   */
  readonly results?: P['bucket'];
  /**
   * A file whose default export changes each variant before it is encoded, such as by a watermark.
   * @default - none
   */
  readonly transform?: string;
  /**
   * Largest image in bytes.
   * @default 26214400
   */
  readonly maxBytes?: number;
  /**
   * Most pixels of an image, all frames together: what guards against decompression bombs.
   * @default 50000000
   * @see https://sharp.pixelplumbing.com/api-constructor
   */
  readonly maxPixels?: number;
  /**
   * Whether the deletion of an image removes its variants.
   * @default false
   */
  readonly deleteVariants?: boolean;
  /**
   * Maximum number of images that are processed at the same time, 2 to 1000. Reserves nothing.
   * @default 10
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  readonly maxConcurrency?: number;
  /**
   * Serves the variants through the provider's content delivery network.
   * @default false
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
   */
  readonly cdn?: boolean;
  /**
   * A route that hands out presigned uploads, limited in size and type.
   * @default - none
   */
  readonly uploads?: UploadRoute<P>;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ImagePipeline'];
}
