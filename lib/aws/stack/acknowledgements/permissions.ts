import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on permissions. */
export const permissions = {
  networkWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'the network permissions of a function in a VPC',
    rules: ['AwsSolutions-IAM5[Resource::*]', 'CKV_AWS_111'],
    reason: 'The actions by which Lambda connects a function to a VPC do not support permissions for single resources.',
  },
  tracingWildcard: {
    types: ['AWS::IAM::Role'],
    where: 'the role of a function with tracing',
    rules: ['AwsSolutions-IAM5[Resource::*]', 'Serverless-LambdaStarPermissions'],
    reason: 'The actions that send traces to X-Ray do not support permissions for single resources.',
  },
  inlinePolicy: {
    types: ['AWS::IAM::Role', 'AWS::IAM::Policy'],
    where: 'every role',
    rules: ['NIST.800.53.R5-IAMNoInlinePolicy', 'HIPAA.Security-IAMNoInlinePolicy', 'PCI.DSS.321-IAMNoInlinePolicy'],
    reason:
      'The permissions belong to this role alone and are deleted with it; a managed policy could be attached elsewhere.',
  },
  objectWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'roles that read, write or upload images',
    rules: ['AwsSolutions-IAM5[Resource::$resource]'],
    reason: 'The permission covers every object of one bucket with one prefix, because keys are not known in advance.',
  },
  streamWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'the role of a `ChangeProcessor`',
    rules: ['AwsSolutions-IAM5[Resource::$resource]'],
    reason: 'The permission is to list the streams of one table; the name of a stream is the time of its creation.',
  },
  routeWildcard: {
    types: ['AWS::IAM::Policy'],
    where: 'roles with `grantInvoke` of an `ApiFunction`',
    rules: ['AwsSolutions-IAM5[Resource::$resource]'],
    reason:
      'The permission covers one route of one API; the wildcards are for its only stage and for path parameters, whose values are not known in advance.',
  },
} as const satisfies Record<string, Acknowledgement>;
