import { Construct } from 'constructs';
import { checkFileUploads, fileUploads, recordFileUploads } from '../build-output/file-uploads';
import { uploadPath } from '../build-output/upload-settings';
import type { FileProcessorProps as PortableProps } from '../constructs/file-processor';
import { readProps } from '../constructs/read-props';
import { vercelLimits } from '../support/limits/vercel';
import { Bucket, bucketKind } from './bucket';
import type { VercelFunction } from './function/function';
import { createUploadFunction } from './function/upload-function';
import { vercelRules } from './prop-rules';
import type { Secret } from './secret';
import { VercelApp } from './stack/app';
import type { VercelTypes } from './types';

/** Props of `FileProcessor` on Vercel. */
export type FileProcessorProps = PortableProps<VercelTypes>;

/**
 * Runs a function for each file uploaded to its own route, and stores the file in a bucket. The store of Vercel has no events, so
 * objects that arrive in another way trigger nothing.
 *
 * Callers `PUT` and `DELETE` below `path`, with the value of `token` as `authorization: Bearer …`. A failed upload is retried in
 * the same invocation. Records of unfinished uploads are below `.uploads/` in the bucket: those in progress, interrupted, or
 * given up, which they state.
 *
 * @example
 * new FileProcessor(app, 'Invoices', { entry: 'src/invoice.ts', prefix: 'inbox/', suffix: '.pdf' });
 * @see https://vercel.com/docs/vercel-blob
 */
export class FileProcessor extends Construct {
  /** Bucket of the files. */
  readonly bucket: Bucket;
  /** Token that callers need: a variable that is set by hand. */
  readonly token: Secret;
  /** Receives and processes uploads. */
  readonly function: VercelFunction;
  /** Path below which uploads are accepted. */
  readonly path: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: FileProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'FileProcessor', props, vercelRules);
    this.path = settings.overrides.path ?? uploadPath(this.node.path);
    const routes = checkFileUploads(this, VercelApp.of(this), bucketKind, { settings, given: props });
    this.bucket = settings.bucket ?? new Bucket(this, 'Source');
    const { token, function: fn } = createUploadFunction(this, {
      ...settings,
      ...fileUploads(this.path, settings, vercelLimits.requestBytes.most),
      routes,
      bucket: this.bucket,
      overrides: settings.overrides.function,
    });
    this.token = token;
    this.function = fn;
    recordFileUploads(this, bucketKind, settings);
  }
}
