import type { TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { StateTypes } from '../constructs/provider';

/** Types of AWS in the props of buckets, tables, queues and secrets. */
export interface AwsStateTypes extends StateTypes {
  /** Props of the CDK's constructs, applied last, by construct and resource. */
  overrides: {
    Bucket: { readonly bucket?: Partial<BucketProps> };
    Table: { readonly table?: Partial<TablePropsV2> };
    Queue: { readonly queue?: Partial<QueueProps>; readonly deadLetterQueue?: Partial<QueueProps> };
    Secret: { readonly secret?: Partial<SecretProps> };
  };
}
