import { Construct } from 'constructs';
import { imageUploads, recordImageUploads } from '../build-output/image-uploads';
import { checkUploadRoutes, uploadPath, uploadRoutes } from '../build-output/upload-settings';
import { checkBuckets, checkResults } from '../constructs/bucket-checks';
import { checkImagePipeline } from '../constructs/image-checks';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { Route } from '../routes';
import { checkSupport } from '../support/check';
import { Bucket, bucketKind } from './bucket';
import { netlifyDefaults } from './defaults';
import type { NetlifyFunction } from './function';
import { netlifyRules } from './prop-rules';
import type { Secret } from './secret';
import { NetlifySite } from './site';
import type { NetlifyTypes } from './types';
import { createUploadFunction, type UploadParts } from './upload-function';

/** Props of `ImagePipeline` on Netlify. */
export type ImagePipelineProps = PortableProps<NetlifyTypes>;
type Settings = Resolved<'ImagePipeline', ImagePipelineProps>;

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
  /** Where images arrive. */
  readonly source: Bucket;
  /** Where variants go. */
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
    const routes = this.check(settings, props);
    this.source = settings.source ?? new Bucket(this, 'Source');
    this.results = settings.results ?? new Bucket(this, 'Results');
    const parts = this.createFunction(settings, routes);
    this.token = parts.token;
    this.function = parts.function;
    recordImageUploads(this, 'netlify', settings);
  }

  private check(settings: Settings, given: ImagePipelineProps): Route[] {
    const problems = new Problems(this.node.path);
    const routes = uploadRoutes(problems, this.path);
    checkSupport(problems, 'netlify', 'ImagePipeline', given);
    checkImagePipeline(problems, { ...settings, maxBytes: undefined });
    const { source, results } = settings;
    checkBuckets(problems, { source, results }, bucketKind);
    checkResults(problems, settings);
    checkUploadRoutes(problems, NetlifySite.of(this), this.path, routes);
    problems.throwIfAny();
    return routes;
  }

  private createFunction(settings: Settings, routes: readonly Route[]): UploadParts {
    return createUploadFunction(this, {
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
  }
}
