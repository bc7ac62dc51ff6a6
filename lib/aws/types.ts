import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { DistributionProps } from 'aws-cdk-lib/aws-cloudfront';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { EventSourceMappingOptions, FunctionProps, FunctionUrlOptions, IFunction } from 'aws-cdk-lib/aws-lambda';
import type { DynamoEventSourceProps, SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { BucketProps, IBucket } from 'aws-cdk-lib/aws-s3';
import type { ScheduleProps } from 'aws-cdk-lib/aws-scheduler';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue, QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Listed } from '../constructs/overridden';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { Bucket } from './bucket';
import type { ImportedBucket } from './objects/imported-bucket';
import type { awsOverridden } from './overridden';
import type { Queue } from './queue';
import type { ImportedQueue } from './queues/imported-queue';
import type { AwsStateTypes } from './state-types';
import type { Table } from './table';
import type { ImportedTable } from './tables/imported-table';

/** Props of the function that overrides can change; the construct depends on the others. */
type FunctionOverrides = Partial<Omit<FunctionProps, 'code' | 'handler' | 'role'>>;

/** Types of AWS for the portable props. */
export interface AwsTypes extends ProviderTypes {
  /** An HTTP API of API Gateway. */
  api: IHttpApi;
  /** An SNS topic. */
  topic: ITopic;
  /** A certificate of ACM, in the region of the API. */
  certificate: ICertificate;
  /** A hosted zone of Route 53. */
  zone: IHostedZone;
  /** An S3 bucket, ours or the CDK's. */
  bucket: Bucket | ImportedBucket | IBucket;
  /** A DynamoDB table, ours or the CDK's. */
  table: Table<never> | Table | ImportedTable<never> | ImportedTable | ITable;
  /** An SQS queue, ours or the CDK's. */
  queue: Queue<never> | Queue | ImportedQueue<never> | ImportedQueue | IQueue;
  /** Constructs that can be bound to functions. */
  bindable: IBucket | ITable | IQueue | ISecret | IFunction | Bindable;
  /** Props of the CDK's constructs, applied last, by construct and resource. */
  overrides: Listed<
    typeof awsOverridden,
    AwsStateTypes['overrides'] & {
      ApiFunction: { readonly function?: FunctionOverrides; readonly url?: Partial<FunctionUrlOptions> };
      ScheduledJob: {
        readonly function?: FunctionOverrides;
        readonly schedule?: Partial<Omit<ScheduleProps, 'target'>>;
        readonly failures?: Partial<QueueProps>;
      };
      PlainFunction: { readonly function?: FunctionOverrides; readonly failures?: Partial<QueueProps> };
      ImagePipeline: {
        readonly function?: FunctionOverrides;
        readonly source?: Partial<BucketProps>;
        readonly results?: Partial<BucketProps>;
        readonly queue?: Partial<QueueProps>;
        readonly deadLetterQueue?: Partial<QueueProps>;
        readonly mapping?: Partial<EventSourceMappingOptions>;
        readonly distribution?: Partial<DistributionProps>;
      };
      FileProcessor: {
        readonly function?: FunctionOverrides;
        readonly bucket?: Partial<BucketProps>;
        readonly queue?: Partial<QueueProps>;
        readonly deadLetterQueue?: Partial<QueueProps>;
        readonly mapping?: Partial<SqsEventSourceProps>;
      };
      QueueWorker: {
        readonly function?: FunctionOverrides;
        readonly queue?: Partial<QueueProps>;
        readonly deadLetterQueue?: Partial<QueueProps>;
        readonly mapping?: Partial<SqsEventSourceProps>;
      };
      ChangeProcessor: {
        readonly function?: FunctionOverrides;
        readonly failures?: Partial<BucketProps>;
        readonly mapping?: Partial<DynamoEventSourceProps>;
      };
    }
  >;
}

export type { FunctionOverrides };
