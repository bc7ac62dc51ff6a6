import { Construct } from 'constructs';
import { checkImageUploads, imageUploads, recordImageUploads } from '../build-output/image-uploads';
import { uploadPath } from '../build-output/upload-settings';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { readProps } from '../constructs/read-props';
import { Bucket, bucketKind } from './bucket';
import { netlifyDefaults } from './defaults';
import type { NetlifyFunction } from './function';
import { netlifyRules } from './prop-rules';
import type { Secret } from './secret';
import { NetlifySite } from './site';
import type { NetlifyTypes } from './types';
import { createUploadFunction } from './upload-function';

/** Props of `ImagePipeline` on Netlify. */
export type ImagePipelineProps = PortableProps<NetlifyTypes>;

/**
 * A bucket for images and a bucket of their variants. A function that we ship takes uploads on a route of its own, since
 * the store of Netlify tells nobody of what is put into it; it answers, and makes the variants then. It uses the `sharp` of
 * your project, installed for the function's CPU. What goes into the bucket by another way is not heard of.
 *
 * Callers `PUT` and `DELETE` below `path`, with the value of `token` as `authorization: Bearer …`. Variants of
 * `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`. Below `.uploads/` in the source bucket stands what is not
 * done: it is in work, or the invocation ended before, or it was given up, which it says then.
 *
 * @example
 * new ImagePipeline(site, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } });
 * @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export class ImagePipeline extends Construct {
  /** Bucket of the original images. */
  readonly source: Bucket;
  /** Bucket of the variants. */
  readonly results: Bucket;
  /** What callers have to show: a variable that is set by hand. */
  readonly token: Secret;
  /** Takes uploads, and makes the variants. */
  readonly function: NetlifyFunction;
  /** Path below which uploads are taken. */
  readonly path: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, netlifyRules);
    this.path = settings.overrides.path ?? uploadPath(this.node.path);
    const routes = checkImageUploads(this, NetlifySite.of(this), bucketKind, { settings, given: props });
    this.source = settings.source ?? new Bucket(this, 'Source');
    this.results = settings.results ?? new Bucket(this, 'Results');
    const { token, function: fn } = createUploadFunction(this, {
      ...settings,
      ...imageUploads(this.path, settings, {
        maxAttempts: netlifyDefaults.imageAttempts.value,
        memory: netlifyDefaults.memory.value,
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
