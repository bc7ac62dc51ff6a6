import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on functions. */
export const functions = {
  functionDeadLetters: {
    types: ['AWS::Lambda::Function'],
    where: 'every function',
    rules: ['Serverless-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'HIPAA.Security-LambdaDLQ', 'CKV_AWS_116'],
    reason:
      'Every asynchronous invocation has a failure queue: callers wait for the response, the queue redrives, or the onFailure destination keeps the event with its error, which a dead-letter queue would not.',
  },
  functionConcurrency: {
    types: ['AWS::Lambda::Function'],
    where: 'functions without `maxInstances`',
    rules: ['NIST.800.53.R5-LambdaConcurrency', 'HIPAA.Security-LambdaConcurrency', 'CKV_AWS_115'],
    reason:
      'Reserved concurrency reduces the quota of the account, and fails to deploy in a new one; the event source limits concurrency instead.',
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
      'The function uses public AWS endpoints with IAM authorization; a VPC would add cold start time and the price of a NAT gateway, but no protection.',
  },
  functionEnvironment: {
    types: ['AWS::Lambda::Function'],
    where: 'functions with environment variables',
    rules: ['CKV_AWS_173'],
    reason:
      'Lambda encrypts environment variables with its own key, a KMS key costs money each month, and synthesis warns about values that look like secrets.',
  },
  functionDependencies: {
    types: ['AWS::Lambda::Function'],
    where: 'every function',
    rules: ['W3005'],
    reason:
      'The CDK makes a function depend on its role and on the policies of the role; the first is redundant, because a property refers to the role, but not wrong.',
  },
  tracingOff: {
    types: ['AWS::Lambda::Function'],
    where: "functions with `tracing: 'off'`",
    rules: ['Serverless-LambdaTracing'],
    reason: "There are no traces because of an explicit `tracing: 'off'`.",
  },
} as const satisfies Record<string, Acknowledgement>;
