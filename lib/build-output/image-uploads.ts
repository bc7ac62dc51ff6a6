import type { Construct } from 'constructs';
import type { FunctionModel } from '../app-model/model';
import { imageLimits } from '../constructs/image-limits';
import type { ImagePipelineProps } from '../constructs/image-pipeline';
import type { Resolved } from '../defaults';
import type { ProviderName } from '../runtime/types';
import { shippedEntry } from '../shipped';
import { recordConstruct } from './app-model';
import type { RouteOptions } from './upload-function';

type ImageSettings = Resolved<'ImagePipeline', ImagePipelineProps>;

/** What an `ImagePipeline` that takes uploads on a route is made of. */
export interface ImageParts {
  readonly source: Construct;
  readonly results: Construct;
  readonly function: Construct & { readonly model: FunctionModel };
  /** Path below which uploads are taken. */
  readonly path: string;
}

/** Settings of a provider for functions that take images. */
export interface UploadLimits {
  /** Tries within one invocation. */
  readonly maxAttempts: number;
  /** Memory of a function whose memory was not given, in MiB. */
  readonly memory: number;
}

/** What a function runs that takes images below a path and makes their variants. */
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
    purpose: `Takes uploads below ${path}, and makes ${Object.keys(variants).join(', ')} of each image`,
  };
}

/** Records it in the app model. The source wakes nobody: what is put there by another way is not heard of. */
export function recordImageUploads(
  pipeline: Construct & ImageParts,
  provider: ProviderName,
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
