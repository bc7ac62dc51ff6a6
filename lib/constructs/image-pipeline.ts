import type { Duration } from '../duration';
import type { ImageVariant } from '../runtime-images/types';
import type { Auth } from './auth';
import type { FunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Route that returns presigned uploads. */
export interface UploadRoute<P extends ProviderTypes = ProviderTypes> {
  /** Authentication of callers that request an upload. */
  readonly auth: Auth;
  /**
   * Method and path of the route.
   * @default 'POST /uploads'
   */
  readonly route?: string;
  /**
   * Seconds within which an upload must begin.
   * @default 300
   */
  readonly expiresIn?: number;
  /**
   * Other origins whose pages are allowed to upload, such as `https://shop.example`.
   * @default - none
   */
  readonly origins?: readonly string[];
  /**
   * API of the route, or `'own'` for a new one.
   * @default - the API that all functions of the stack share
   */
  readonly api?: P['api'] | 'own';
}

/** Props of a pipeline that creates variants of each image uploaded to a bucket, and stores them in another. */
export interface ImagePipelineProps<P extends ProviderTypes = ProviderTypes> extends FunctionSettings<P> {
  /**
   * Maximum duration of one image, in whole seconds; at most 900 on AWS.
   * @default minutes(1)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 1769
   */
  readonly memory?: number;
  /** Variants of each image, by name: `{ thumb: { width: 200, format: 'webp' } }`. The name is part of the key. */
  readonly variants: Readonly<Record<string, ImageVariant>>;
  /**
   * Bucket of the original images.
   * @default - a private bucket is created
   */
  readonly source?: P['bucket'];
  /**
   * Prefix of the keys of original images.
   * @default - all keys
   */
  readonly prefix?: string;
  /**
   * Bucket of the variants. It must not be the source bucket, because the pipeline would trigger itself.
   * @default - a private bucket is created
   */
  readonly results?: P['bucket'];
  /**
   * File whose default export changes each variant before it is encoded, for example to add a watermark.
   * @default - none
   */
  readonly transform?: string;
  /**
   * Maximum size of an image in bytes.
   * @default 26214400
   */
  readonly maxBytes?: number;
  /**
   * Maximum number of pixels of an image, all frames together. It protects against decompression bombs.
   * @default 50000000
   * @see https://sharp.pixelplumbing.com/api-constructor
   */
  readonly maxPixels?: number;
  /**
   * Deletes the variants of an image when the image is deleted.
   * @default false
   */
  readonly deleteVariants?: boolean;
  /**
   * Maximum number of images that are processed at the same time; 2 to 1000 on AWS. Reserves nothing.
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
   * Route that returns presigned uploads, limited in size and type.
   * @default - none
   */
  readonly uploads?: UploadRoute<P>;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ImagePipeline'];
}
