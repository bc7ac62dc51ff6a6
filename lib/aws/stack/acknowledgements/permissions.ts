import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on permissions. */
export const permissions = {
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
} as const satisfies Record<string, Acknowledgement>;
