import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on queues. */
export const queues = {
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
} as const satisfies Record<string, Acknowledgement>;
