import { type IResource, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Members with the names of resources that trigger functions, or that functions write to or call. */
const NAMES = ['bucketName', 'tableName', 'queueName', 'functionName'] as const;

/**
 * Identity of a resource, equal for all of its constructs: imported twice, or created in one stack and imported in
 * another, by its name or a reference to it. Undefined for other constructs.
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

/** Names of buckets are global, others belong to an account and a region. */
function named(construct: IConstruct, member: string, name: string): string {
  if (member === 'bucketName') return `${member} ${name}`;
  // For an import by ARN, the account and region of the ARN.
  const { account, region } = (construct as IResource).env ?? Stack.of(construct);
  return `${member} ${name} in ${account} ${region}`;
}

/** The reference, if the whole name is one. */
function referenceIn(name: string): Reference | undefined {
  const { length, firstToken } = Tokenization.reverseString(name);
  return length === 1 && Reference.isReference(firstToken) ? firstToken : undefined;
}
