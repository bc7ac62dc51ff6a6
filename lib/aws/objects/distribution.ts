import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';

/** Serves a private bucket over HTTPS through CloudFront, and allows only CloudFront to read it. */
export function createDistribution(
  scope: Construct,
  bucket: IBucket,
  overrides?: Partial<cloudfront.DistributionProps>,
): cloudfront.Distribution {
  const distribution = new cloudfront.Distribution(scope, 'Distribution', {
    comment: `Images of ${scope.node.path}`,
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    // On the domain name of CloudFront itself, it has no effect and causes a warning.
    minimumProtocolVersion: overrides?.certificate && cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: false,
      // A managed policy, with nosniff and HSTS. It adds no resource.
      responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
    },
    ...overrides,
  });
  explainResource(distribution, 'Serves the variants over HTTPS. Nothing else can read them from the bucket.', 'cdn');
  acknowledge(distribution, 'distributionCountries', 'distributionFirewall', 'distributionAccessLogs');
  if (overrides?.certificate === undefined) acknowledge(distribution, 'distributionCertificate');
  return distribution;
}
