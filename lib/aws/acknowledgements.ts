import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Findings of rule packs that no sensible default removes, each with the reason that a reviewer would accept. */
export const acknowledgements = {
  functionDeadLetters: {
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'HIPAA.Security-LambdaDLQ'],
    reason:
      'Nothing calls this function asynchronously without a failure queue: its callers wait for the answer, its queue redrives, or its onFailure destination keeps the event with its error, which a dead-letter queue would not.',
  },
  functionConcurrency: {
    rules: ['NIST.800.53.R5-LambdaConcurrency', 'HIPAA.Security-LambdaConcurrency'],
    reason:
      'Reserved concurrency takes from the quota of the account and fails to deploy in a new one; runs are bounded at the event source instead.',
  },
  functionOutsideVpc: {
    rules: ['NIST.800.53.R5-LambdaInsideVPC', 'HIPAA.Security-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC'],
    reason:
      'The function uses public, IAM-authorized AWS endpoints only; a VPC would add cold start and NAT cost, not protection.',
  },
  inlinePolicy: {
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy', 'HIPAA.Security-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
    reason: 'The rights belong to this one role and go with it; a managed policy could be attached elsewhere.',
  },
  tracingWildcard: {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    reason: 'The actions that send traces to X-Ray support no resource-level permissions.',
  },
  openRoute: {
    rules: ['AwsSolutions-APIG4'],
    reason: "The route is open because `auth: 'none'` was written out, or because it answers preflight requests.",
  },
  publicUrl: {
    rules: [],
    reason: "The function URL is public because `auth: 'none'` was written out.",
  },
  logEncryption: {
    rules: [
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'HIPAA.Security-CloudWatchLogGroupEncrypted',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
    ],
    reason: 'CloudWatch Logs encrypts every log group with a key of its own; a customer-managed key bills each month.',
  },
  endOfTheLine: {
    rules: ['Serverless-SQSRedrivePolicy', 'AwsSolutions-SQS3'],
    reason: 'This is the failure queue itself: there is nowhere further to move its messages.',
  },
  queueMapping: {
    rules: ['Serverless-LambdaEventSourceMappingDestination'],
    reason: 'A queue keeps what fails by its own redrive policy; destinations are for streams.',
  },
  disposableTable: {
    rules: [
      'AwsSolutions-DDB3',
      'NIST.800.53.R5-DynamoDBInBackupPlan',
      'HIPAA.Security-DynamoDBInBackupPlan',
      'NIST.800.53.R5-DynamoDBPITREnabled',
      'HIPAA.Security-DynamoDBPITREnabled',
      'PCI.DSS.321-DynamoDBPITREnabled',
    ],
    reason: 'The table holds the lease of the run in progress and nothing that a backup could bring back.',
  },
  bucketAccessLogs: {
    rules: [
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'HIPAA.Security-S3BucketLoggingEnabled',
      'PCI.DSS.321-S3BucketLoggingEnabled',
    ],
    reason: 'A second bucket for access logs would bill for what CloudTrail data events show on demand.',
  },
  bucketReplication: {
    rules: [
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'HIPAA.Security-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    reason: 'S3 keeps objects in three zones; a copy in a second region doubles the cost and is for the app to decide.',
  },
  bucketKey: {
    rules: [
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'HIPAA.Security-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    reason: 'Objects are encrypted with keys of S3; a KMS key bills each month and for every request.',
  },
  rebuildableResults: {
    rules: [
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'HIPAA.Security-S3BucketVersioningEnabled',
      'PCI.DSS.321-S3BucketVersioningEnabled',
    ],
    reason: 'Variants are made again from their originals at any time, so old versions of them are worth nothing.',
  },
  objectWildcards: {
    rules: [],
    reason: 'The right holds for every object under the prefix: keys are not known beforehand.',
  },
  distribution: {
    rules: ['AwsSolutions-CFR1', 'AwsSolutions-CFR2', 'AwsSolutions-CFR3', 'AwsSolutions-CFR4'],
    reason:
      'Public images need neither a firewall, which bills each month, nor a block of countries; access logs need a second bucket; the default certificate of CloudFront sets the TLS version itself until you bring a domain.',
  },
} as const;

/** Name of an acknowledged finding. */
export type AcknowledgementName = keyof typeof acknowledgements;

/** Records on `construct` that a finding is known and accepted. */
export function acknowledge(construct: IConstruct, ...names: AcknowledgementName[]): void {
  for (const name of names) {
    const { rules, reason } = acknowledgements[name];
    Validations.of(construct).acknowledge(...rules.map((id) => ({ id, reason })));
  }
}
