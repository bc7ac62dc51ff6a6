import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { boundUnder } from '../../constructs/bindings/bound-resource';
import { boundFunction } from '../function/function-rights';
import { boundBucket } from '../objects/bucket-rights';
import { boundQueue } from '../queues/queue-rights';
import { boundSecret } from '../secrets/secret-rights';
import { boundTable } from '../tables/table-rights';
import { type BoundResource, bound } from './bound';

/** Descriptions of constructs of the CDK, each created once. */
const ofCdk = new WeakMap<object, BoundResource>();

/** Description of a construct of tradewind or of the CDK for bindings; undefined if it cannot be bound. */
export function boundResource(target: unknown): BoundResource | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  const resource = boundUnder<BoundResource>(bound, target) ?? ofCdk.get(target) ?? cdkResource(target);
  if (resource?.construct === target) ofCdk.set(target, resource);
  return resource;
}

/**
 * Recognizes constructs of the CDK by their ARNs rather than by their classes, because imported ones have other
 * classes.
 */
function cdkResource(target: object): BoundResource | undefined {
  if ('bucketArn' in target) return boundBucket(target as IBucket);
  if ('tableArn' in target) return boundTable(target as ITable);
  if ('queueArn' in target) return boundQueue(target as IQueue);
  if ('secretArn' in target) return boundSecret(target as ISecret);
  return 'functionArn' in target ? boundFunction(target as IFunction, []) : undefined;
}
