import { Stack, Token } from 'aws-cdk-lib';
import type { PropRules } from '../constructs/read-props';
import type { ObjectRule } from '../constructs/shape';
import { refuse, ValidationError } from '../errors';
import type { BoundResource } from './bindings/bound';
import { boundResource } from './bindings/bound-resource';
import { awsOverridden } from './overridden';
import { checkPlaces } from './stack/place';

/**
 * Recognizes a construct of the CDK by its ARN or id rather than by its class, because imported ones have other
 * classes.
 */
function having(member: string, wanted: string): ObjectRule {
  return { wanted, accepts: (value) => typeof value === 'object' && value !== null && member in value };
}

/** Recognizes state of tradewind or of the CDK. */
function state(kind: BoundResource['kind'], wanted: string): ObjectRule {
  return { wanted, accepts: (value) => boundResource(value)?.kind === kind };
}

/** Shapes of the props on AWS. */
export const awsRules: PropRules = {
  provider: 'aws',
  isToken: Token.isUnresolved,
  overridden: awsOverridden,
  objects: {
    api: having('apiId', 'an HTTP API of API Gateway'),
    topic: having('topicArn', 'an SNS topic'),
    certificate: having('certificateArn', 'a certificate of ACM'),
    zone: having('hostedZoneId', 'a hosted zone of Route 53'),
    bucket: state('bucket', 'a Bucket of tradewind/aws or of aws-cdk-lib'),
    table: state('table', 'a Table of tradewind/aws or of aws-cdk-lib'),
    queue: state('queue', 'a Queue of tradewind/aws or of aws-cdk-lib'),
  },
  checkMore: checkPlaces,
  checkScope(construct) {
    const { path, scopes } = construct.node;
    if (scopes.some((scope) => Stack.isStack(scope))) return;
    const rule = 'is not in a stack of aws-cdk-lib';
    const fix = 'create it in a Stack of aws-cdk-lib, or import the construct from the provider of its stack';
    refuse(new ValidationError(path, [{ code: 'STACK', prop: 'scope', rule, fix }]));
  },
};
