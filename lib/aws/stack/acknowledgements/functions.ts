import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on functions. */
export const functions = {
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
} as const satisfies Record<string, Acknowledgement>;
