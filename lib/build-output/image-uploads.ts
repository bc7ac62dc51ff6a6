import type { Construct } from 'constructs';
import type { FunctionModel } from '../app-model/model';
import { type BucketKind, checkBuckets, checkResults } from '../constructs/bucket-checks';
import { checkImagePipeline } from '../constructs/image-checks';
import { imageLimits } from '../constructs/image-limits';
import type { ImagePipelineProps } from '../constructs/image-pipeline';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { Route } from '../routes';
import { shippedEntry } from '../shipped';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import type { RouteOptions } from './upload-function';
import { checkUploadRoutes, type RoutedApp, uploadRoutes } from './upload-settings';

type ImageSettings = Resolved<'ImagePipeline', ImagePipelineProps>;

/** Parts of an `ImagePipeline` that receives uploads on a route. */
export interface ImageParts {
  readonly source: Construct;
  readonly results: Construct;
  readonly function: Construct & { readonly model: FunctionModel };
  /** Path below which uploads are accepted. */
  readonly path: string;
}

/** Checks an `ImagePipeline` that receives uploads below its path, and returns the routes. @throws ValidationError */
export function checkImageUploads(
  { node, path }: Construct & Pick<ImageParts, 'path'>,
  app: RoutedApp,
  kind: BucketKind,
  { settings, given }: { readonly settings: ImageSettings; readonly given: object },
): readonly Route[] {
  const problems = new Problems(node.path);
  const routes = uploadRoutes(problems, path);
  checkSupport(problems, kind.provider, 'ImagePipeline', given);
  // The support table limits the bytes.
  checkImagePipeline(problems, { ...settings, maxBytes: undefined });
  const { source, results } = settings;
  checkBuckets(problems, { source, results }, kind);
  checkResults(problems, settings);
  checkUploadRoutes(problems, app, path, routes);
  problems.throwIfAny();
  return routes;
}

/** Settings of a provider for functions that receive images. */
export interface UploadLimits {
  /** Attempts within one invocation. */
  readonly maxAttempts: number;
  /** Memory of a function without a given memory, in MiB. */
  readonly memory: number;
}

/** Handler and settings of a function that receives images below a path and creates their variants. */
export function imageUploads(path: string, settings: ImageSettings, { maxAttempts, memory }: UploadLimits) {
  const { variants, maxBytes, prefix = '', deleteVariants: deletions, transform } = settings;
  const about = { prefix, suffix: '', deletions, maxAttempts, variants };
  return {
    entry: transform ?? shippedEntry('runtime-images/no-transform'),
    adapter: (route: RouteOptions) =>
      ({
        name: 'image-worker',
        export: 'imageWorker',
        options: { maxRequestBytes: maxBytes, ...about, limits: imageLimits(settings, memory), ...route },
      }) as const,
    purpose: `Receives uploads below ${path}, and creates ${Object.keys(variants).join(', ')} of each image`,
  };
}

/** Records the pipeline in the app model. Objects that arrive in the source in another way trigger nothing. */
export function recordImageUploads(
  pipeline: Construct & ImageParts,
  { provider }: BucketKind,
  settings: ImageSettings,
): void {
  const { source, results, path: route } = pipeline;
  const { model, node } = pipeline.function;
  const { prefix = '', maxBytes, maxPixels, timeout } = settings;
  recordConstruct(
    pipeline,
    {
      kind: 'ImagePipeline',
      provider,
      functions: [model],
      triggers: [{ kind: 'object', on: `upload ${prefix}* by PUT ${route}`, function: node.path }],
      bindings: [
        { name: 'source', target: source.node.path, access: 'read', function: node.path },
        { name: 'results', target: results.node.path, access: 'write', function: node.path },
      ],
      limits: { timeoutSeconds: timeout.toSeconds(), maxBytes, maxPixels },
    },
    settings,
  );
}
