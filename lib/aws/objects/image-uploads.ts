import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { UploadRoute } from '../../constructs/image-pipeline';
import { withDefaults } from '../../defaults';
import { ApiFunction } from '../api-function';
import { entryOf } from '../shipped';
import type { AwsTypes } from '../types';
import { grantObjects } from './bucket-rights';

/** Content types that the pipeline can decode, and browsers send. */
const CONTENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/tiff'];

/** Creates a route that returns presigned uploads to `bucket`. S3 itself enforces the requested type and size. */
export function createUploadRoute(
  scope: Construct,
  bucket: IBucket,
  limits: { readonly maxBytes: number; readonly prefix?: string; readonly alarms?: AwsTypes['topic'] | false },
  route: UploadRoute<AwsTypes>,
): ApiFunction {
  const settings = withDefaults('UploadRoute', route);
  const uploads = new ApiFunction(scope, 'Uploads', {
    entry: entryOf('image-upload'),
    routes: [settings.route],
    auth: settings.auth,
    api: settings.api,
    cors: settings.origins && { origins: settings.origins },
    alarms: limits.alarms,
  });
  const config = {
    bucket: bucket.bucketName,
    maxBytes: limits.maxBytes,
    contentTypes: CONTENT_TYPES,
    expiresIn: settings.expiresIn,
    prefix: limits.prefix ?? '',
  };
  uploads.addEnvironment('TRADEWIND_UPLOADS', JSON.stringify(config));
  grantObjects(bucket, uploads.role, ['s3:PutObject'], `${limits.prefix ?? ''}*`);
  return uploads;
}
