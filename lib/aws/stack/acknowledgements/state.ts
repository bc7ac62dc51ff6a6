import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on buckets, tables and secrets. */
export const state = {
  bucketUnversioned: {
    types: ['AWS::S3::Bucket'],
    where: 'a `Bucket` with `versioned: false`',
    rules: [
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'HIPAA.Security-S3BucketVersioningEnabled',
      'PCI.DSS.321-S3BucketVersioningEnabled',
      'CKV_AWS_21',
    ],
    reason: 'Old versions are not kept because `versioned: false` was written out.',
  },
  secretRotation: {
    types: ['AWS::SecretsManager::Secret'],
    where: 'secrets made by `Secret`',
    rules: [
      'AwsSolutions-SMG4',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
      'HIPAA.Security-SecretsManagerRotationEnabled',
    ],
    reason: 'Only whoever issued the value can issue another; clients see a changed one within five minutes.',
  },
  secretKey: {
    types: ['AWS::SecretsManager::Secret'],
    where: 'secrets made by `Secret`',
    rules: [
      'NIST.800.53.R5-SecretsManagerUsingKMSKey',
      'HIPAA.Security-SecretsManagerUsingKMSKey',
      'PCI.DSS.321-SecretsManagerUsingKMSKey',
      'CKV_AWS_149',
    ],
    reason:
      'Secrets are encrypted with the key of the service; a key of your own bills each month, and `overrides` sets one.',
  },
  disposableTable: {
    types: ['AWS::DynamoDB::Table'],
    where: 'the table in which the runs of a job take turns',
    rules: [
      'AwsSolutions-DDB3',
      'NIST.800.53.R5-DynamoDBInBackupPlan',
      'HIPAA.Security-DynamoDBInBackupPlan',
      'NIST.800.53.R5-DynamoDBPITREnabled',
      'HIPAA.Security-DynamoDBPITREnabled',
      'CKV_AWS_28',
    ],
    reason: 'The table holds the lease of the run in progress and nothing that a backup could bring back.',
  },
  tableKey: {
    types: ['AWS::DynamoDB::Table'],
    where: 'the table in which the runs of a job take turns',
    rules: ['CKV_AWS_119'],
    reason:
      'DynamoDB encrypts every table with a key of its own, and this one holds no data of users; a KMS key bills each month.',
  },
  bucketAccessLogs: {
    types: ['AWS::S3::Bucket'],
    where: 'buckets of an `ImagePipeline`',
    rules: [
      'AwsSolutions-S1',
      'NIST.800.53.R5-S3BucketLoggingEnabled',
      'HIPAA.Security-S3BucketLoggingEnabled',
      'PCI.DSS.321-S3BucketLoggingEnabled',
      'CKV_AWS_18',
    ],
    reason:
      'Access logs need a second bucket that nobody asked for and that bills for what it keeps; `overrides` sets one, and CloudTrail shows the same on demand.',
  },
  bucketReplication: {
    types: ['AWS::S3::Bucket'],
    where: 'buckets of an `ImagePipeline`',
    rules: [
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'HIPAA.Security-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    reason: 'S3 keeps objects in three zones; a copy in a second region doubles the cost and is for the app to decide.',
  },
  bucketKey: {
    types: ['AWS::S3::Bucket'],
    where: 'buckets of an `ImagePipeline`',
    rules: [
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'HIPAA.Security-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    reason: 'Objects are encrypted with keys of S3; a KMS key bills each month and for every request.',
  },
  rebuildableResults: {
    types: ['AWS::S3::Bucket'],
    where: 'buckets of variants',
    rules: [
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      'HIPAA.Security-S3BucketVersioningEnabled',
      'PCI.DSS.321-S3BucketVersioningEnabled',
      'CKV_AWS_21',
    ],
    reason: 'Variants are made again from their originals at any time, so old versions of them are worth nothing.',
  },
} as const satisfies Record<string, Acknowledgement>;
