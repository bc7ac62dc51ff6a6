import { Construct } from 'constructs';
import { recordConstruct } from '../build-output/app-model';
import { bindingModels, checkBindings } from '../build-output/bindings';
import { checkUploadRoutes, uploadPath, uploadRoutes } from '../build-output/upload-settings';
import { readOnly } from '../constructs/bindings/access';
import { checkBuckets } from '../constructs/bucket-checks';
import type { FileProcessorProps as PortableProps } from '../constructs/file-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { Route } from '../routes';
import { checkSupport } from '../support/check';
import { vercelLimits } from '../support/limits/vercel';
import { VercelApp } from './app';
import { Bucket, bucketKind } from './bucket';
import type { VercelFunction } from './function';
import { vercelRules } from './prop-rules';
import type { Secret } from './secret';
import type { VercelTypes } from './types';
import { createUploadFunction, type UploadParts } from './upload-function';

/** Props of `FileProcessor` on Vercel. */
export type FileProcessorProps = PortableProps<VercelTypes>;
type Settings = Resolved<'FileProcessor', FileProcessorProps>;

/**
 * A function that takes uploads on a route of its own, puts them into a bucket, and hears of them: the store of Vercel tells
 * nobody of what is put into it. What goes into the bucket by another way is not heard of.
 *
 * Callers `PUT` and `DELETE` below `path`, with the value of `token` as `authorization: Bearer …`. An upload that fails is
 * tried again in the same invocation. Below `.uploads/` in the bucket stands what is not done: it is in work, or the
 * invocation ended before, or it was given up, which it says then.
 *
 * @example
 * new FileProcessor(app, 'Invoices', { entry: 'src/invoice.ts', prefix: 'inbox/', suffix: '.pdf' });
 * @see https://vercel.com/docs/vercel-blob
 */
export class FileProcessor extends Construct {
  /** Where files are put. */
  readonly bucket: Bucket;
  /** What callers have to show: a variable that is set by hand. */
  readonly token: Secret;
  /** Takes uploads, and does the work. */
  readonly function: VercelFunction;
  /** Path below which uploads are taken. */
  readonly path: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: FileProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'FileProcessor', props, vercelRules);
    const app = VercelApp.of(this);
    this.path = settings.overrides.path ?? uploadPath(this.node.path);
    const problems = new Problems(this.node.path);
    const routes = uploadRoutes(problems, this.path);
    this.check(app, problems, routes, { settings, given: props });
    this.bucket = settings.bucket ?? new Bucket(this, 'Source');
    const parts = this.createFunction(settings, routes);
    this.token = parts.token;
    this.function = parts.function;
    this.record(settings);
  }

  private check(
    app: VercelApp,
    problems: Problems,
    routes: readonly Route[],
    { settings, given }: { readonly settings: Settings; readonly given: FileProcessorProps },
  ): void {
    checkSupport(problems, 'vercel', 'FileProcessor', given);
    checkBindings(problems, 'vercel', settings);
    checkBuckets(problems, { bucket: settings.bucket }, bucketKind);
    checkUploadRoutes(problems, app, this.path, routes);
    problems.throwIfAny();
  }

  private createFunction(settings: Settings, routes: readonly Route[]): UploadParts {
    const { prefix = '', suffix = '', deletions, maxAttempts } = settings;
    return createUploadFunction(this, {
      ...settings,
      routes,
      bucket: this.bucket,
      adapter: (route) => ({
        name: 'object',
        export: 'object',
        options: { maxRequestBytes: vercelLimits.requestBytes.most, prefix, suffix, deletions, maxAttempts, ...route },
      }),
      purpose: `Takes uploads below ${this.path}, and works on them`,
      overrides: settings.overrides.function,
    });
  }

  private record(settings: Settings): void {
    const { path } = this.function.node;
    const { prefix = '', suffix = '' } = settings;
    const on = `upload ${prefix}*${suffix} by PUT ${this.path}`;
    recordConstruct(
      this,
      {
        kind: 'FileProcessor',
        provider: 'vercel',
        functions: [this.function.model],
        // No source: what else is put into the bucket wakes nobody.
        triggers: [{ kind: 'object', on, function: path }],
        bindings: bindingModels({ BUCKET: readOnly(this.bucket), ...settings.bindings }, path),
        limits: { timeoutSeconds: settings.timeout.toSeconds(), maxAttempts: settings.maxAttempts },
      },
      settings,
    );
  }
}
