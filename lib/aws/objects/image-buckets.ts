import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { awsDefaults } from '../defaults';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

const PRIVATE: s3.BucketProps = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  encryption: s3.BucketEncryption.S3_MANAGED,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
};

/** A private, versioned bucket for originals. It stays when the stack goes. */
export function createSourceBucket(
  scope: Construct,
  origins: readonly string[],
  overrides?: Partial<s3.BucketProps>,
): s3.Bucket {
  const cors = {
    allowedMethods: [s3.HttpMethods.PUT],
    allowedOrigins: [...origins],
    allowedHeaders: ['*'],
    maxAge: 3600,
  };
  const bucket = new s3.Bucket(scope, 'Source', {
    ...PRIVATE,
    versioned: true,
    removalPolicy: removalPolicyOf('retain'),
    lifecycleRules: [
      {
        abortIncompleteMultipartUploadAfter: Duration.days(awsDefaults.multipartDays.value),
        noncurrentVersionExpiration: Duration.days(awsDefaults.noncurrentDays.value),
      },
    ],
    cors: origins.length > 0 ? [cors] : undefined,
    ...overrides,
  });
  explainResource(bucket, 'Takes uploads in. Private, versioned, and kept when the stack goes.');
  acknowledge(bucket, 'bucketAccessLogs', 'bucketReplication', 'bucketKey');
  return bucket;
}

/** A private bucket for variants. It goes with the stack, if it is empty. */
export function createResultsBucket(scope: Construct, overrides?: Partial<s3.BucketProps>): s3.Bucket {
  const bucket = new s3.Bucket(scope, 'Results', {
    ...PRIVATE,
    removalPolicy: removalPolicyOf('destroy'),
    lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(awsDefaults.multipartDays.value) }],
    ...overrides,
  });
  explainResource(
    bucket,
    'Keeps the variants, which can be made again. Empty it before you delete the stack: CloudFormation deletes no bucket with objects.',
    'results',
  );
  acknowledge(bucket, 'bucketAccessLogs', 'bucketReplication', 'bucketKey', 'rebuildableResults');
  return bucket;
}

/**
 * Sends the bucket's events to EventBridge. Set on the L1: the L2's prop adds a custom resource with a function.
 * A bucket made outside the app has to send them already.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
 */
export function sendEvents(bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) return;
  resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
}

/** Serves a private bucket over HTTPS through CloudFront, which alone may read it. */
export function createDistribution(
  scope: Construct,
  bucket: s3.IBucket,
  overrides?: Partial<cloudfront.DistributionProps>,
): cloudfront.Distribution {
  const distribution = new cloudfront.Distribution(scope, 'Distribution', {
    comment: `Images of ${scope.node.path}`,
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    // Has no effect, and is warned of, on the domain name of CloudFront itself.
    minimumProtocolVersion: overrides?.certificate && cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: false,
      // A policy of AWS's own, with nosniff and HSTS: it adds no resource.
      responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
    },
    ...overrides,
  });
  explainResource(distribution, 'Serves the variants over HTTPS, and alone may read them.', 'cdn');
  acknowledge(distribution, 'distributionCountries', 'distributionFirewall', 'distributionAccessLogs');
  if (overrides?.certificate === undefined) acknowledge(distribution, 'distributionCertificate');
  return distribution;
}
