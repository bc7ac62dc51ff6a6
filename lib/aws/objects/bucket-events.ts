import * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * Sends the bucket's events to EventBridge. Set on the L1, because the L2's prop adds a custom resource with a
 * function. A bucket of another app must already send them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-event-notifications-eventbridge.html
 */
export function sendEvents(bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) return;
  resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
}
