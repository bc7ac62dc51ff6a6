import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type IMetric, MathExpression, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { minutes } from 'tradewind';
import * as aws from 'tradewind/aws';
import { testApp } from 'tradewind/testing';

const API = 'test/fixtures/handlers/orders.ts';
const WORKER = 'test/fixtures/handlers/worker.ts';
const stack = new Stack(testApp(), 'Shop');
const table = new aws.Table(stack, 'Table', { partitionKey: 'id' });

const constructs: Readonly<Record<string, Construct>> = {
  ApiFunction: new aws.ApiFunction(stack, 'ApiFunction', { entry: API, auth: 'none' }),
  ScheduledJob: new aws.ScheduledJob(stack, 'ScheduledJob', { entry: WORKER, schedule: 'every hour' }),
  PlainFunction: new aws.PlainFunction(stack, 'PlainFunction', { entry: WORKER }),
  ImagePipeline: new aws.ImagePipeline(stack, 'ImagePipeline', { variants: { thumb: { width: 9 } } }),
  FileProcessor: new aws.FileProcessor(stack, 'FileProcessor', { entry: WORKER }),
  QueueWorker: new aws.QueueWorker(stack, 'QueueWorker', { entry: WORKER, timeout: minutes(1) }),
  ChangeProcessor: new aws.ChangeProcessor(stack, 'ChangeProcessor', { entry: WORKER, table }),
  Bucket: new aws.Bucket(stack, 'Bucket'),
  Table: table,
  Queue: new aws.Queue(stack, 'Queue'),
  Secret: new aws.Secret(stack, 'Secret'),
};
const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };

/** A metric, by the name of its method. */
function metricOf(construct: Construct, member: string, options?: MetricOptions): IMetric {
  return (construct as unknown as Record<string, (options?: MetricOptions) => IMetric>)[member]!(options);
}

/** A query to CloudWatch: the metric, and its resource by the beginning of its logical id. */
function asked(metric: IMetric): string {
  if (metric instanceof MathExpression) {
    const used = Object.entries(metric.usingMetrics).map(([name, each]) => `${name}: ${asked(each)}`);
    return `${metric.expression} with ${used.join(', ')}`;
  }
  const { namespace, metricName, dimensions = [], statistic, period } = metric.toMetricConfig().metricStat!;
  const about = dimensions.map(({ name, value }) => `${name} ${resourceOf(stack.resolve(value))}`);
  return `${namespace} ${metricName} ${statistic} of ${period.toSeconds()} s, ${about.join(', ')}`;
}

function resourceOf(value: string | { Ref?: string; 'Fn::GetAtt'?: [string, string] }): string {
  if (typeof value === 'string') return value;
  const id = value.Ref ?? value['Fn::GetAtt']![0];
  return `${id.replace(/[0-9A-F]{8}$/, '')} (${Resources[id]!.Type})`;
}

test('each metric reads a metric that its resource reports', () => {
  const found = Object.entries(constructs).flatMap(([name, construct]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(construct))
      .filter((member) => member.startsWith('metric'))
      .map((member) => `${name}.${member}: ${asked(metricOf(construct, member))}`),
  );
  expect(found).toMatchInlineSnapshot(`
[
  "ApiFunction.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName ApiFunction (AWS::Lambda::Function)",
  "ApiFunction.metricDuration: AWS/Lambda Duration Average of 300 s, FunctionName ApiFunction (AWS::Lambda::Function)",
  "ScheduledJob.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName ScheduledJobFunction (AWS::Lambda::Function)",
  "ScheduledJob.metricInvocations: AWS/Lambda Invocations Sum of 300 s, FunctionName ScheduledJobFunction (AWS::Lambda::Function)",
  "PlainFunction.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName PlainFunction (AWS::Lambda::Function)",
  "PlainFunction.metricInvocations: AWS/Lambda Invocations Sum of 300 s, FunctionName PlainFunction (AWS::Lambda::Function)",
  "PlainFunction.metricDuration: AWS/Lambda Duration Average of 300 s, FunctionName PlainFunction (AWS::Lambda::Function)",
  "ImagePipeline.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName ImagePipelineFunction (AWS::Lambda::Function)",
  "ImagePipeline.metricMessagesVisible: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName ImagePipelineQueue (AWS::SQS::Queue)",
  "ImagePipeline.metricDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName ImagePipelineDeadLetters (AWS::SQS::Queue)",
  "FileProcessor.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName FileProcessorFunction (AWS::Lambda::Function)",
  "FileProcessor.metricMessagesVisible: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName FileProcessorQueue (AWS::SQS::Queue)",
  "FileProcessor.metricDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName FileProcessorDeadLetters (AWS::SQS::Queue)",
  "QueueWorker.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName QueueWorkerFunction (AWS::Lambda::Function)",
  "QueueWorker.metricMessagesVisible: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName QueueWorkerQueue (AWS::SQS::Queue)",
  "QueueWorker.metricDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName QueueWorkerDeadLetters (AWS::SQS::Queue)",
  "ChangeProcessor.metricErrors: AWS/Lambda Errors Sum of 300 s, FunctionName ChangeProcessorFunction (AWS::Lambda::Function)",
  "ChangeProcessor.metricIteratorAge: AWS/Lambda IteratorAge Maximum of 300 s, FunctionName ChangeProcessorFunction (AWS::Lambda::Function)",
  "ChangeProcessor.metricFailures: AWS/Lambda OnFailureDestinationDeliveredEventCount Sum of 300 s, EventSourceMappingUUID ChangeProcessorFunctionChanges (AWS::Lambda::EventSourceMapping)",
  "Bucket.metricNumberOfObjects: AWS/S3 NumberOfObjects Average of 86400 s, BucketName Bucket (AWS::S3::Bucket), StorageType AllStorageTypes",
  "Bucket.metricBucketSizeBytes: AWS/S3 BucketSizeBytes Average of 86400 s, BucketName Bucket (AWS::S3::Bucket), StorageType StandardStorage",
  "Table.metricThrottles: FILL(reads, 0) + FILL(writes, 0) with reads: AWS/DynamoDB ReadThrottleEvents Sum of 300 s, TableName Table (AWS::DynamoDB::GlobalTable), writes: AWS/DynamoDB WriteThrottleEvents Sum of 300 s, TableName Table (AWS::DynamoDB::GlobalTable)",
  "Queue.metricMessagesVisible: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName Queue (AWS::SQS::Queue)",
  "Queue.metricDeadLetters: AWS/SQS ApproximateNumberOfMessagesVisible Maximum of 300 s, QueueName QueueDeadLetters (AWS::SQS::Queue)",
]
`);
});

test('each metric takes a period of the caller', () => {
  for (const construct of Object.values(constructs)) {
    const members = Object.getOwnPropertyNames(Object.getPrototypeOf(construct));
    for (const member of members.filter((each) => each.startsWith('metric'))) {
      const metric = metricOf(construct, member, { period: Duration.minutes(7) });
      expect([member, (metric as MathExpression).period.toMinutes()]).toEqual([member, 7]);
    }
  }
});
