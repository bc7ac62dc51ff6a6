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
    reason: 'Old versions are not kept because of an explicit `versioned: false`.',
  },
  secretRotation: {
    types: ['AWS::SecretsManager::Secret'],
    where: 'secrets of `Secret`',
    rules: [
      'AwsSolutions-SMG4',
      'NIST.800.53.R5-SecretsManagerRotationEnabled',
      'HIPAA.Security-SecretsManagerRotationEnabled',
    ],
    reason: 'Only the issuer of the value can issue another; clients receive a changed value within five minutes.',
  },
  secretKey: {
    types: ['AWS::SecretsManager::Secret'],
    where: 'secrets of `Secret`',
    rules: [
      'NIST.800.53.R5-SecretsManagerUsingKMSKey',
      'HIPAA.Security-SecretsManagerUsingKMSKey',
      'PCI.DSS.321-SecretsManagerUsingKMSKey',
      'CKV_AWS_149',
    ],
    reason:
      'Secrets are encrypted with the key of the service; your own key costs money each month, and `overrides` can set one.',
  },
  disposableTable: {
    types: ['AWS::DynamoDB::Table'],
    where: 'the table of the lease of a job',
    rules: [
      'AwsSolutions-DDB3',
      'NIST.800.53.R5-DynamoDBInBackupPlan',
      'HIPAA.Security-DynamoDBInBackupPlan',
      'NIST.800.53.R5-DynamoDBPITREnabled',
      'HIPAA.Security-DynamoDBPITREnabled',
      'CKV_AWS_28',
    ],
    reason: 'The table holds only the lease of the current run, which no backup needs to restore.',
  },
  tableKey: {
    types: ['AWS::DynamoDB::Table'],
    where: 'the table of the lease of a job',
    rules: ['CKV_AWS_119'],
    reason:
      'DynamoDB encrypts every table with its own key, and this one holds no user data; a KMS key costs money each month.',
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
      'Access logs require a second bucket, which costs money; set one with `overrides`, or use CloudTrail on demand.',
  },
  bucketReplication: {
    types: ['AWS::S3::Bucket'],
    where: 'buckets of an `ImagePipeline`',
    rules: [
      'NIST.800.53.R5-S3BucketReplicationEnabled',
      'HIPAA.Security-S3BucketReplicationEnabled',
      'PCI.DSS.321-S3BucketReplicationEnabled',
    ],
    reason:
      'S3 stores objects in three zones; a copy in a second region doubles the cost, so it is a decision of the app.',
  },
  bucketKey: {
    types: ['AWS::S3::Bucket'],
    where: 'buckets of an `ImagePipeline`',
    rules: [
      'NIST.800.53.R5-S3DefaultEncryptionKMS',
      'HIPAA.Security-S3DefaultEncryptionKMS',
      'PCI.DSS.321-S3DefaultEncryptionKMS',
    ],
    reason: 'Objects are encrypted with keys of S3; a KMS key costs money each month and for every request.',
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
    reason: 'Variants can be created again from their originals at any time, so old versions have no value.',
  },
} as const satisfies Record<string, Acknowledgement>;
