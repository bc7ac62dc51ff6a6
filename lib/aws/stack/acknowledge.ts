import { Stack, Validations } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { type AcknowledgementName, acknowledgements } from './acknowledgements';

/** Acknowledges findings on `construct` and its children. */
export function acknowledge(construct: IConstruct, ...names: AcknowledgementName[]): void {
  const entries = names.map((name) => acknowledgements[name]);
  record(
    construct,
    entries.flatMap(({ rules, reason }) => rules.map((id) => [id, reason])),
  );
}

/**
 * Acknowledges findings on permissions for `resources`. The id of such a finding contains the resource as it is in the
 * template, which is known once references between stacks are resolved. After that, validation is the only step that a
 * construct can join.
 */
export function acknowledgeResources(
  construct: IConstruct,
  name: AcknowledgementName,
  resources: readonly string[],
): void {
  const { rules, reason } = acknowledgements[name];
  const validate = () => {
    const stack = Stack.of(construct);
    const flat = resources.map((resource) => flatten(stack.resolve(resource)));
    record(
      construct,
      flat.flatMap((resource) => rules.map((id) => [id.replace('$resource', () => resource), reason])),
    );
    return [];
  };
  construct.node.addValidation({ validate });
}

/** Acknowledges findings on permissions of `grantee`, unless its role was created elsewhere. */
export function acknowledgeGrant(grantee: IGrantable, name: AcknowledgementName, resources: readonly string[]): void {
  const role = grantee.grantPrincipal;
  if (Construct.isConstruct(role)) acknowledgeResources(role, name, resources);
}

/**
 * Records the same as `Validations.acknowledge`, without a stack trace per rule: the traces took longer than the rest
 * of a function. That method also rewrites spaces in ids, and refuses unbalanced brackets, which object keys can have.
 */
function record(construct: IConstruct, reasons: string[][]): void {
  const ids = reasons.map(([id, reason]) => [`Annotation::${id}`, reason]);
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(ids));
}

/** Text of a resource as cdk-nag writes it: `<Photos.Arn>/*`. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('${', '<').replaceAll('}', '>');
  const [[name, argument] = ['', undefined]] = Object.entries(value as object);
  if (name === 'Ref') return `<${flatten(argument)}>`;
  if (name === 'Fn::GetAtt') return `<${(argument as unknown[]).map(flatten).join('.')}>`;
  if (name === 'Fn::ImportValue' || name === 'Fn::Sub') return flatten(argument);
  if (name !== 'Fn::Join') return JSON.stringify(value);
  const [delimiter, parts] = argument as [string, unknown[]];
  return parts.map(flatten).join(delimiter);
}
