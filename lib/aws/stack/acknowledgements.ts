/** A finding of a rule pack or a linter that no sensible setting removes, and why it is accepted. */
export interface Acknowledgement {
  /** Types of the resources on which it is found. */
  readonly types: readonly string[];
  /** Which of them, in words. */
  readonly where: string;
  /**
   * Ids of the rules: of cdk-nag; of checkov, `CKV…`; of cfn-lint, a letter and four digits. `$resource` stands for what
   * a policy names.
   */
  readonly rules: readonly string[];
  /** What a reviewer has to know. */
  readonly reason: string;
}

/** Every acknowledged finding. A test shows that each rule is found without its acknowledgement. */
export const acknowledgements = {
  functionDeadLetters: {
    types: ['AWS::Lambda::Function'],
    where: 'every function',
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'HIPAA.Security-LambdaDLQ', 'CKV_AWS_116'],
    reason:
      'Nothing calls the function asynchronously without a failure queue: its callers wait for the answer, its queue redrives, or its onFailure destination keeps the event with its error, which a dead-letter queue would not.',
  },
  functionConcurrency: {
    types: ['AWS::Lambda::Function'],
    where: 'functions without `maxInstances`',
    rules: ['NIST.800.53.R5-LambdaConcurrency', 'HIPAA.Security-LambdaConcurrency', 'CKV_AWS_115'],
    reason:
      'Reserved concurrency takes from the quota of the account and fails to deploy in a new one; runs are bounded at the event source instead.',
  },
  functionOutsideVpc: {
    types: ['AWS::Lambda::Function'],
    where: 'functions without a VPC in `overrides`',
    rules: [
      'NIST.800.53.R5-LambdaInsideVPC',
      'HIPAA.Security-LambdaInsideVPC',
      'PCI.DSS.321-LambdaInsideVPC',
      'CKV_AWS_117',
    ],
    reason:
      'The function uses AWS endpoints that are public and authorized by IAM; a VPC would add cold start and the price of a NAT gateway, not protection.',
  },
  functionEnvironment: {
    types: ['AWS::Lambda::Function'],
    where: 'functions with environment variables',
    rules: ['CKV_AWS_173'],
    reason:
      'Lambda encrypts environment variables with a key of its own, a KMS key bills each month, and what looks like a secret among them is warned of at synthesis.',
  },
  functionDependencies: {
    types: ['AWS::Lambda::Function'],
    where: 'every function',
    rules: ['W3005'],
    reason:
      'The CDK lets a function wait for its role and the policies of the role; that its property refers to the role already makes the first half redundant, not wrong.',
  },
  tracingOff: {
    types: ['AWS::Lambda::Function'],
    where: "functions with `tracing: 'off'`",
    rules: ['Serverless-LambdaTracing'],
    reason: "There are no traces because `tracing: 'off'` was written out.",
  },
  networkWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'the network permissions of a function in a VPC',
    rules: ['AwsSolutions-IAM5[Resource::*]', 'CKV_AWS_111'],
    reason: 'The actions by which Lambda connects a function to a VPC support no permissions for single resources.',
  },
  tracingWildcard: {
    types: ['AWS::IAM::Role'],
    where: 'the role of a function that is traced',
    rules: ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'],
    reason: 'The actions that send traces to X-Ray support no permissions for single resources.',
  },
  inlinePolicy: {
    types: ['AWS::IAM::Role', 'AWS::IAM::Policy'],
    where: 'every role',
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy', 'HIPAA.Security-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
    reason: 'The rights belong to this one role and go with it; a managed policy could be attached elsewhere.',
  },
  objectWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'roles that read, write or upload images',
    rules: ['AwsSolutions-IAM5[Resource::$resource]'],
    reason:
      'The right holds for every object of one bucket under one prefix, because their keys are not known beforehand.',
  },
  streamWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'the role of a `ChangeProcessor`',
    rules: ['AwsSolutions-IAM5[Resource::$resource]'],
    reason: 'The right is to list the streams of one table; the name of a stream is the moment at which it was made.',
  },
  routeWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'roles that were given `grantInvoke` of an `ApiFunction`',
    rules: ['AwsSolutions-IAM5[Resource::$resource]'],
    reason:
      'The right holds for one route of one API; the wildcards stand for its one stage and for path parameters, whose values are not known beforehand.',
  },
  openRoute: {
    types: ['AWS::ApiGatewayV2::Route'],
    where: "routes with `auth: 'none'`, and the one for preflight requests",
    rules: ['AwsSolutions-APIG4'],
    reason:
      "The route is open because `auth: 'none'` was written out, or because preflight requests carry no credentials.",
  },
  publicUrl: {
    types: ['AWS::Lambda::Permission', 'AWS::Lambda::Url'],
    where: "function URLs with `auth: 'none'`",
    rules: [
      'NIST.800.53.R5-LambdaFunctionPublicAccessProhibited',
      'HIPAA.Security-LambdaFunctionPublicAccessProhibited',
      'PCI.DSS.321-LambdaFunctionPublicAccessProhibited',
      'CKV_AWS_258',
    ],
    reason: "The function URL is public because `auth: 'none'` was written out.",
  },
  anyOrigin: {
    types: ['AWS::Lambda::Function'],
    where: "functions with a URL and `cors: { origins: ['*'] }`",
    rules: ['CKV2_AWS_75'],
    reason:
      "Pages of any origin may call because `origins: ['*']` was written out, and then they may not send credentials.",
  },
  logEncryption: {
    types: ['AWS::Logs::LogGroup'],
    where: 'every log group',
    rules: [
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'HIPAA.Security-CloudWatchLogGroupEncrypted',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
      'CKV_AWS_158',
    ],
    reason: 'CloudWatch Logs encrypts every log group with a key of its own; a KMS key bills each month.',
  },
  logsForever: {
    types: ['AWS::Logs::LogGroup'],
    where: "log groups with `logRetention: 'forever'`",
    rules: [
      'Serverless-CloudWatchLogGroupRetentionPeriod',
      'NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod',
      'HIPAA.Security-CloudWatchLogGroupRetentionPeriod',
      'PCI.DSS.321-CloudWatchLogGroupRetentionPeriod',
      'CKV_AWS_66',
    ],
    reason: "Logs are kept for ever because `logRetention: 'forever'` was written out.",
  },
  queueEncryption: {
    types: ['AWS::SQS::Queue'],
    where: 'every queue',
    rules: ['CKV_AWS_27'],
    reason:
      'The queue is encrypted with a key of SQS, which the rule does not count; a KMS key bills each month, and EventBridge may not use the one that AWS manages.',
  },
  failureQueue: {
    types: ['AWS::SQS::Queue'],
    where: 'every failure and dead-letter queue',
    rules: ['Serverless-SQSRedrivePolicy'],
    reason: 'This is where failures end: there is nowhere further to move its messages.',
  },
  failureQueueOfJob: {
    types: ['AWS::SQS::Queue'],
    where: 'failure queues of jobs',
    rules: ['AwsSolutions-SQS3'],
    reason: 'This is the failure queue of a schedule and its function, which the rule does not recognize as one.',
  },
  queueMapping: {
    types: ['AWS::Lambda::EventSourceMapping'],
    where: 'the link from a queue to its function',
    rules: ['Serverless-LambdaEventSourceMappingDestination'],
    reason: 'A queue keeps what fails by its own redrive policy; destinations are for streams.',
  },
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
  distributionCountries: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR1'],
    reason: 'Images are served to every country unless the app decides otherwise in `overrides`.',
  },
  distributionFirewall: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR2', 'CKV_AWS_68'],
    reason: 'A firewall bills each month, and behind the distribution there are only files to read.',
  },
  distributionAccessLogs: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR3', 'CKV_AWS_86'],
    reason:
      'Access logs need a second bucket that nobody asked for and that bills for what it keeps; `overrides` sets one.',
  },
  distributionCertificate: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions without a certificate in `overrides`',
    rules: ['AwsSolutions-CFR4', 'CKV_AWS_174'],
    reason:
      'CloudFront fixes the TLS version of its own domain name; with a certificate of yours it is TLS 1.2 at least.',
  },
} as const satisfies Record<string, Acknowledgement>;

/** Name of an acknowledged finding. */
export type AcknowledgementName = keyof typeof acknowledgements;
