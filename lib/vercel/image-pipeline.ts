import { Construct } from 'constructs';
import { checkImageUploads, imageUploads, recordImageUploads } from '../build-output/image-uploads';
import { uploadPath } from '../build-output/upload-settings';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { readProps } from '../constructs/read-props';
import { Bucket, bucketKind } from './bucket';
import { vercelDefaults } from './defaults';
import type { VercelFunction } from './function/function';
import { createUploadFunction } from './function/upload-function';
import { vercelRules } from './prop-rules';
import type { Secret } from './secret';
import { VercelApp } from './stack/app';
import type { VercelTypes } from './types';

/** Props of `ImagePipeline` on Vercel. */
export type ImagePipelineProps = PortableProps<VercelTypes>;

/**
 * A bucket for images and a bucket of their variants. A function of tradewind receives uploads on its own route, because the
 * store of Vercel has no events; it answers, and then creates the variants with the `sharp` of your project, installed for the
 * CPU of the function. Objects that arrive in another way trigger nothing.
 *
 * Callers `PUT` and `DELETE` below `path`, with the value of `token` as `authorization: Bearer …`. Variants of
 * `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`. Records of unfinished uploads are below `.uploads/` in the
 * source bucket: those in progress, interrupted, or given up, which they state.
 *
 * @example
 * new ImagePipeline(app, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } });
 * @see https://vercel.com/docs/vercel-blob
 */
export class ImagePipeline extends Construct {
  /** Bucket of the original images. */
  readonly source: Bucket;
  /** Bucket of the variants. */
  readonly results: Bucket;
  /** Token that callers need: a variable that is set by hand. */
  readonly token: Secret;
  /** Receives uploads, and creates the variants. */
  readonly function: VercelFunction;
  /** Path below which uploads are accepted. */
  readonly path: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, vercelRules);
    this.path = settings.overrides.path ?? uploadPath(this.node.path);
    const routes = checkImageUploads(this, VercelApp.of(this), bucketKind, { settings, given: props });
    this.source = settings.source ?? new Bucket(this, 'Source');
    this.results = settings.results ?? new Bucket(this, 'Results');
    const { token, function: fn } = createUploadFunction(this, {
      ...settings,
      ...imageUploads(this.path, settings, {
        maxAttempts: vercelDefaults.imageAttempts.value,
        memory: vercelDefaults.memory.value,
      }),
      routes,
      bucket: this.source,
      bindings: { RESULTS: this.results },
      overrides: settings.overrides.function,
    });
    this.token = token;
    this.function = fn;
    recordImageUploads(this, bucketKind, settings);
  }
}
