import type { Construct } from 'constructs';
import type { FunctionModel } from '../app-model/model';
import { readOnly } from '../constructs/bindings/access';
import { type BucketKind, checkBuckets } from '../constructs/bucket-checks';
import type { FileProcessorProps } from '../constructs/file-processor';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { Route } from '../routes';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import { bindingModels, checkBindings } from './bindings';
import type { RouteOptions } from './upload-function';
import { checkUploadRoutes, type RoutedApp, uploadRoutes } from './upload-settings';

type FileSettings = Resolved<'FileProcessor', FileProcessorProps>;

/** Parts of a `FileProcessor` that receives uploads on a route. */
export interface FileParts {
  readonly bucket: Construct;
  readonly function: Construct & { readonly model: FunctionModel };
  /** Path below which uploads are accepted. */
  readonly path: string;
}

/** Checks a `FileProcessor` that receives uploads below its path, and returns the routes. @throws ValidationError */
export function checkFileUploads(
  { node, path }: Construct & Pick<FileParts, 'path'>,
  app: RoutedApp,
  kind: BucketKind,
  { settings, given }: { readonly settings: FileSettings; readonly given: object },
): readonly Route[] {
  const problems = new Problems(node.path);
  const routes = uploadRoutes(problems, path);
  checkSupport(problems, kind.provider, 'FileProcessor', given);
  checkBindings(problems, kind.provider, settings);
  checkBuckets(problems, { bucket: settings.bucket }, kind);
  checkUploadRoutes(problems, app, path, routes);
  problems.throwIfAny();
  return routes;
}

/** Adapter and purpose of a function that receives uploads below a path, in requests of at most `maxRequestBytes`. */
export function fileUploads(path: string, settings: FileSettings, maxRequestBytes: number) {
  const { prefix = '', suffix = '', deletions, maxAttempts } = settings;
  return {
    adapter: (route: RouteOptions) =>
      ({
        name: 'object',
        export: 'object',
        options: { maxRequestBytes, prefix, suffix, deletions, maxAttempts, ...route },
      }) as const,
    purpose: `Receives uploads below ${path}, and processes them`,
  };
}

/** Records it in the app model. The trigger has no source: other writes to the bucket do not invoke the function. */
export function recordFileUploads(
  processor: Construct & FileParts,
  { provider }: BucketKind,
  settings: FileSettings,
): void {
  const { bucket, path: route } = processor;
  const { model, node } = processor.function;
  const { prefix = '', suffix = '', bindings, timeout, maxAttempts } = settings;
  recordConstruct(
    processor,
    {
      kind: 'FileProcessor',
      provider,
      functions: [model],
      triggers: [{ kind: 'object', on: `upload ${prefix}*${suffix} by PUT ${route}`, function: node.path }],
      bindings: bindingModels({ BUCKET: readOnly(bucket), ...bindings }, node.path),
      limits: { timeoutSeconds: timeout.toSeconds(), maxAttempts },
    },
    settings,
  );
}
