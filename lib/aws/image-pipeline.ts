import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Rule } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { checkImagePipeline } from '../constructs/image-checks';
import { imageLimits } from '../constructs/image-limits';
import type { ImagePipelineProps as PortableProps } from '../constructs/image-pipeline';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { BucketClient, BucketReader, BucketWriter } from '../runtime/clients';
import type { Bindable } from '../runtime/env-of';
import { noteKey } from '../runtime-images/attempt';
import { shippedEntry } from '../shipped';
import { checkSupport } from '../support/check';
import type { ApiFunction } from './api-function';
import { bucketOf, sameBucket } from './bindings/state';
import { awsDefaults } from './defaults';
import { checkDeadLetterOverrides } from './function/dead-letters';
import { createFunction, type FunctionParts } from './function/function';
import { checkFunction } from './function/function-checks';
import { sendEvents } from './objects/bucket-events';
import { grantObjects } from './objects/bucket-rights';
import { createDistribution } from './objects/distribution';
import { createUploadRoute } from './objects/image-uploads';
import { checkQueueOverrides, createQueues, createRule } from './objects/object-queue';
import { createResultsBucket } from './objects/results-bucket';
import { createSourceBucket } from './objects/source-bucket';
import { awsRules } from './prop-rules';
import { connectQueue } from './queues/queue-mapping';
import { alarmOnDeadLetters, alarmOnWaiting, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import type { AwsTypes } from './types';

/** Props of `ImagePipeline` on AWS. */
export type ImagePipelineProps = PortableProps<AwsTypes>;
type Settings = Resolved<'ImagePipeline', ImagePipelineProps>;

/**
 * A bucket for images and a bucket of their variants. Uploads wait in a queue for a function of tradewind, which
 * creates the variants with the `sharp` of your project, installed for the CPU of the function.
 *
 * Variants of `cats/tom.jpg` have the keys `cats/tom.jpg/<name>.<format>`.
 *
 * @example
 * new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200, format: 'webp' }, full: { width: 1600, format: 'avif' } } });
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
 */
export class ImagePipeline extends Construct {
  /** Bucket of the original images. */
  readonly source: IBucket;
  /**
   * Bucket of the variants. CloudFormation deletes only empty buckets: before `cdk destroy`, empty it with `aws s3 rm
   * s3://<name> --recursive`, or retain it with `overrides.results.removalPolicy`.
   */
  readonly results: IBucket & Bindable<BucketClient, BucketReader, BucketWriter>;
  /** Queue of the uploads. */
  readonly queue: Queue;
  /** Queue of uploads that are not images, or that failed five times. */
  readonly deadLetterQueue: Queue;
  /** Sends the events of the source bucket to the queue. */
  readonly rule: Rule;
  /** The Lambda function. Use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  /** Distribution that serves the variants, with `cdn`. */
  readonly distribution?: Distribution;
  /** Function that returns presigned uploads, with `uploads`. */
  readonly uploads?: ApiFunction;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ImagePipelineProps) {
    super(scope, id);
    const settings = readProps(this, 'ImagePipeline', props, awsRules);
    this.check(settings, props);

    this.source =
      bucketOf(settings.source) ?? createSourceBucket(this, settings.uploads?.origins ?? [], settings.overrides.source);
    sendEvents(this.source);
    this.results = bucketOf(settings.results) ?? createResultsBucket(this, settings.overrides.results);
    const { queue, deadLetterQueue } = createQueues(this, settings, awsDefaults.maxReceiveCount.value);
    this.queue = queue;
    this.deadLetterQueue = deadLetterQueue;
    this.rule = this.createRule(settings);
    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantAccess(settings);
    this.listen(settings);
    if (settings.cdn) this.distribution = createDistribution(this, this.results, settings.overrides.distribution);
    if (settings.uploads !== undefined) this.uploads = createUploadRoute(this, this.source, settings, settings.uploads);
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** URL that returns presigned uploads, with `uploads`. */
  get uploadUrl(): string | undefined {
    return this.uploads && `${this.uploads.url}${this.uploads.apiRoutes[0]?.routeKey.replace(/^\S+ /, '')}`;
  }

  /** Allows `grantee` to put images into the source bucket. */
  grantUpload(grantee: iam.IGrantable): iam.Grant {
    return grantObjects(this.source, grantee, ['s3:PutObject', 's3:AbortMultipartUpload'], '*');
  }

  /** Allows `grantee` to read the variants. */
  grantRead(grantee: iam.IGrantable): iam.Grant {
    const { results } = this;
    const list = { actions: ['s3:ListBucket'], resourceArns: [results.bucketArn], resource: results };
    return grantObjects(results, grantee, ['s3:GetObject'], '*').combine(
      iam.Grant.addToPrincipalOrResource({ grantee, ...list }),
    );
  }

  /** Invocations that failed. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Images that are waiting or in progress. */
  metricMessagesVisible(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible(options);
  }

  /** Uploads in the dead-letter queue. */
  metricDeadLetters(options?: MetricOptions): Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible(options);
  }

  private check(settings: Settings, given: ImagePipelineProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'ImagePipeline', given);
    checkFunction(problems, settings, settings.overrides.function);
    checkImagePipeline(problems, settings);
    checkQueueOverrides(problems, settings.overrides.queue, settings.timeout.toSeconds());
    checkDeadLetterOverrides(problems, 'overrides.deadLetterQueue', settings.overrides.deadLetterQueue);
    problems.require(!sameBucket(bucketOf(settings.source), bucketOf(settings.results)), {
      code: 'S3_LOOP',
      prop: 'results',
      value: settings.results?.node.path,
      rule: 'is the source bucket, so each variant would trigger the pipeline again, without end',
      fix: 'omit it, or give another bucket',
    });
    problems.throwIfAny();
  }

  private createRule(settings: Settings): Rule {
    const { queue, deadLetterQueue } = this;
    return createRule(this, {
      bucket: this.source,
      prefix: settings.prefix,
      deletions: settings.deleteVariants,
      queue,
      deadLetterQueue,
    });
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, 'Function', {
      ...settings,
      entry: settings.transform ?? shippedEntry('runtime-images/no-transform'),
      adapter: { name: 'image-worker', export: 'imageWorker' },
      description: `Creates ${Object.keys(settings.variants).join(', ')} of each image`.slice(0, 256),
      internal: { TRADEWIND_IMAGES: this.toJson(settings) },
      overrides: settings.overrides.function,
    });
  }

  private toJson(settings: Settings): string {
    return JSON.stringify({
      variants: settings.variants,
      limits: imageLimits(settings),
      results: this.results.bucketName,
      deadLetters: this.deadLetterQueue.queueUrl,
      deleteVariants: settings.deleteVariants,
    });
  }

  /** With the permission to list the source, S3 answers 404 for missing objects rather than 403. */
  private grantAccess(settings: Settings): void {
    const objects = `${settings.prefix ?? ''}*`;
    const allow = (actions: string[], resource: string) =>
      this.role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
    grantObjects(this.source, this.role, ['s3:GetObject'], objects);
    allow(['s3:ListBucket'], this.source.bucketArn);
    allow(['s3:ListBucket'], this.results.bucketArn);
    grantObjects(this.results, this.role, ['s3:GetObject', 's3:PutObject'], objects);
    const removed = settings.deleteVariants ? objects : noteKey(objects);
    grantObjects(this.results, this.role, ['s3:DeleteObject'], removed);
    allow(['sqs:SendMessage'], this.deadLetterQueue.queueArn);
  }

  private listen(settings: Settings): void {
    connectQueue(this.function, this.queue, {
      batchSize: awsDefaults.imageBatch.value,
      maxConcurrency: settings.maxConcurrency,
      ...settings.overrides.mapping,
    });
  }

  private createAlarms(settings: Settings): void {
    withAlarms(this, settings.alarms, (topic) => {
      alarmOnDeadLetters(this, 'DeadLettersAlarm', topic, this.deadLetterQueue);
      alarmOnWaiting(this, 'QueueAgeAlarm', topic, { queue: this.queue, timeoutSeconds: settings.timeout.toSeconds() });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    recordConstruct(
      this,
      {
        kind: 'ImagePipeline',
        provider: 'aws',
        functions: [parts.model],
        triggers: [
          {
            kind: 'object',
            on: `upload ${settings.prefix ?? ''}*`,
            function: this.function.node.path,
            source: this.source.node.path,
            prefix: settings.prefix,
          },
        ],
        bindings: [
          { name: 'source', target: this.source.node.path, access: 'read', function: this.function.node.path },
          { name: 'results', target: this.results.node.path, access: 'write', function: this.function.node.path },
        ],
        limits: {
          timeoutSeconds: settings.timeout.toSeconds(),
          maxConcurrency: settings.maxConcurrency,
          maxBytes: settings.maxBytes,
          maxPixels: settings.maxPixels,
        },
      },
      settings,
    );
  }
}
