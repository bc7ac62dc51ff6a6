import { Stack, Validations } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct, type IConstruct } from 'constructs';
import { type AcknowledgementName, acknowledgements } from './acknowledgements';

/** Records on `construct` that findings on it, and on what is below it, are known and accepted. */
export function acknowledge(construct: IConstruct, ...names: AcknowledgementName[]): void {
  const entries = names.map((name) => acknowledgements[name]);
  record(
    construct,
    entries.flatMap(({ rules, reason }) => rules.map((id) => [id, reason])),
  );
}

/**
 * The same for rights on `resources`. The id of such a finding holds the resource as the template has it, which is known
 * once references between stacks are resolved: of all that runs after that, validation is the one a construct can join.
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

/** The same for rights that `grantee` was given, unless its role is made elsewhere. */
export function acknowledgeGrant(grantee: IGrantable, name: AcknowledgementName, resources: readonly string[]): void {
  const role = grantee.grantPrincipal;
  if (Construct.isConstruct(role)) acknowledgeResources(role, name, resources);
}

/**
 * What `Validations.acknowledge` records, without the stack trace that it notes for each rule: those took longer than
 * making all the rest of a function. It also rewrites spaces in ids and refuses odd brackets, which keys of objects have.
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
