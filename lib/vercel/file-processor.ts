import { Construct } from 'constructs';
import { checkFileUploads, fileUploads, recordFileUploads } from '../build-output/file-uploads';
import { uploadPath } from '../build-output/upload-settings';
import type { FileProcessorProps as PortableProps } from '../constructs/file-processor';
import { readProps } from '../constructs/read-props';
import { vercelLimits } from '../support/limits/vercel';
import { VercelApp } from './app';
import { Bucket, bucketKind } from './bucket';
import type { VercelFunction } from './function';
import { vercelRules } from './prop-rules';
import type { Secret } from './secret';
import type { VercelTypes } from './types';
import { createUploadFunction } from './upload-function';

/** Props of `FileProcessor` on Vercel. */
export type FileProcessorProps = PortableProps<VercelTypes>;

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
