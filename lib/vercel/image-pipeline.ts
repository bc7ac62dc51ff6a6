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
import { VercelApp } from './app';
import { Bucket, bucketKind } from './bucket';
import { vercelDefaults } from './defaults';
import type { VercelFunction } from './function';
import { vercelRules } from './prop-rules';
import type { Secret } from './secret';
import type { VercelTypes } from './types';
import { createUploadFunction, type UploadParts } from './upload-function';

/** Props of `ImagePipeline` on Vercel. */
export type ImagePipelineProps = PortableProps<VercelTypes>;
type Settings = Resolved<'ImagePipeline', ImagePipelineProps>;

/**
 * A bucket for images and a bucket of their variants. A function that we ship takes uploads on a route of its own, since
 * the store of Vercel tells nobody of what is put into it; it answers, and makes the variants then. It uses the `sharp` of
 * your project, installed for the function's CPU. What goes into the bucket by another way is not heard of.
 *
 * Callers `PUT` and `DELETE` below `path`, with the value of `token` as `authorization: Bearer …`. Variants of
 * `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`. Below `.uploads/` in the source bucket stands what is not
 * done: it is in work, or the invocation ended before, or it was given up, which it says then.
 *
 * @example
 * new ImagePipeline(app, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } });
 * @see https://vercel.com/docs/vercel-blob
 */
export class ImagePipeline extends Construct {
  /** Where images arrive. */
  readonly source: Bucket;
  /** Where variants go. */
  readonly results: Bucket;
  /** What callers have to show: a variable that is set by hand. */
  readonly token: Secret;
  /** Takes uploads, and makes the variants. */
  readonly function: VercelFunction;
  /** Path below which uploads are taken. */
  readonly path: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, vercelRules);
    this.path = settings.overrides.path ?? uploadPath(this.node.path);
    const routes = this.check(settings, props);
    this.source = settings.source ?? new Bucket(this, 'Source');
    this.results = settings.results ?? new Bucket(this, 'Results');
    const parts = this.createFunction(settings, routes);
    this.token = parts.token;
    this.function = parts.function;
    recordImageUploads(this, 'vercel', settings);
  }

  private check(settings: Settings, given: ImagePipelineProps): Route[] {
    const problems = new Problems(this.node.path);
    const routes = uploadRoutes(problems, this.path);
    checkSupport(problems, 'vercel', 'ImagePipeline', given);
    checkImagePipeline(problems, { ...settings, maxBytes: undefined });
    const { source, results } = settings;
    checkBuckets(problems, { source, results }, bucketKind);
    checkResults(problems, settings);
    checkUploadRoutes(problems, VercelApp.of(this), this.path, routes);
    problems.throwIfAny();
    return routes;
  }

  private createFunction(settings: Settings, routes: readonly Route[]): UploadParts {
    return createUploadFunction(this, {
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
  }
}
