import { Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { listBindings } from '../../constructs/bindings/access';
import { isPlain } from '../../constructs/shape';
import type { Problem } from '../../errors';
import { boundResource } from '../bindings/bound-resource';

/** Account and region of a resource; tokens for a stack without an environment. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/** Props that accept a resource, which must be in the account and region of the stack. */
const SAME_PLACE = ['api', 'bucket', 'source', 'results', 'queue', 'table'] as const;

/**
 * Refuses triggers and bindings in another region or account: the clients and event sources of a function use its own.
 * Values that are known only at deployment are not compared.
 */
export function checkPlaces(construct: Construct, props: object): Problem[] {
  const given = props as Readonly<Record<string, unknown>>;
  const { uploads, domain, bindings } = given as Readonly<Record<string, Record<string, unknown> | undefined>>;
  const placed: [prop: string, value: unknown, members?: readonly (keyof Place)[]][] = [
    ...SAME_PLACE.map((prop): [string, unknown] => [prop, given[prop]]),
    ...listBindings(bindings).map(({ name, target }): [string, unknown] => [`bindings.${name}`, target]),
    ['uploads.api', isPlain(uploads) ? uploads.api : undefined],
    // CloudWatch sends to topics of other accounts, but not of other regions.
    ['alarms', given.alarms, ['region']],
    ['domain.certificate', isPlain(domain) ? domain.certificate : undefined],
  ];
  return placed.flatMap(([prop, value, members]) => compare(Stack.of(construct), prop, value, members));
}

function compare(
  stack: Stack,
  prop: string,
  value: unknown,
  members: readonly (keyof Place)[] = ['account', 'region'],
) {
  const place = placeOf(value);
  return members.flatMap((member): Problem[] => {
    const [theirs, ours] = [place?.[member], stack[member]];
    if (theirs === undefined || Token.isUnresolved(theirs) || Token.isUnresolved(ours) || theirs === ours) return [];
    return [
      {
        code: 'PLACE',
        prop,
        rule: `is in the ${member} ${theirs}, and the construct in ${ours}: clients and triggers of a function use its own ${member}`,
        fix: `create both in the same ${member}, or do this part of the work in a function next to the resource`,
      },
    ];
  });
}

/** Account and region of a construct of the CDK, or of the one that a bindable construct describes. */
function placeOf(value: unknown): Place | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { env } = 'env' in value ? value : (boundResource(value)?.construct ?? { env: undefined });
  return isPlace(env) ? env : undefined;
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'account' in value && 'region' in value;
}
