import { type IResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The members by which the CDK tells the names of what functions can be woken by, write to and call. */
const NAMES = ['bucketName', 'tableName', 'queueName', 'functionName'] as const;

/**
 * What is the same of all constructs that stand for one resource: one that is imported twice, or made in one stack and
 * imported in another, by its name or a reference to it. Undefined of other constructs.
 */
export function physicalId(construct: IConstruct): string | undefined {
  const member = NAMES.find((name) => name in construct);
  if (member === undefined) return undefined;
  const name = (construct as unknown as Record<typeof member, string>)[member];
  if (!Token.isUnresolved(name)) return named(construct, member, name);
  const reference = referenceIn(name);
  if (reference === undefined) return `${member} ${JSON.stringify(Stack.of(construct).resolve(name))}`;
  const given = (reference.target as unknown as Record<string, unknown>)[member];
  if (typeof given === 'string' && !Token.isUnresolved(given)) return named(reference.target, member, given);
  return `${member} of ${reference.target.node.path}`;
}

/** Names of buckets are those of the whole world, others of an account and a region. */
function named(construct: IConstruct, member: string, name: string): string {
  if (member === 'bucketName') return `${member} ${name}`;
  // Of an import by its ARN, the account and region of that.
  const { account, region } = (construct as IResource).env ?? Stack.of(construct);
  return `${member} ${name} in ${account} ${region}`;
}

/** The reference that a name is, all of it. */
function referenceIn(name: string): Reference | undefined {
  const { length, firstToken } = Tokenization.reverseString(name);
  return length === 1 && Reference.isReference(firstToken) ? firstToken : undefined;
}
