import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on queues. */
export const queues = {
  queueEncryption: {
    types: ['AWS::SQS::Queue'],
    where: 'every queue',
    rules: ['CKV_AWS_27'],
    reason:
      'The queue is encrypted with a key of SQS, which the rule ignores; a KMS key costs money each month, and EventBridge cannot use the AWS managed key.',
  },
  failureQueue: {
    types: ['AWS::SQS::Queue'],
    where: 'every failure and dead-letter queue',
    rules: ['Serverless-SQSRedrivePolicy'],
    reason: 'The queue itself receives failures, so it needs no dead-letter queue.',
  },
  failureQueueOfJob: {
    types: ['AWS::SQS::Queue'],
    where: 'failure queues of jobs',
    rules: ['AwsSolutions-SQS3'],
    reason: 'This is the failure queue of a schedule and its function, which the rule does not recognize as such.',
  },
  queueMapping: {
    types: ['AWS::Lambda::EventSourceMapping'],
    where: 'the event source mapping of a queue',
    rules: ['Serverless-LambdaEventSourceMappingDestination'],
    reason: 'The redrive policy of the queue keeps failures; destinations are for streams.',
  },
} as const satisfies Record<string, Acknowledgement>;
