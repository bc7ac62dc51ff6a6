import { Stack } from 'aws-cdk-lib';
import type { CfnTable, ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import type { BindingReference } from '../bundler/types';
import { type Access, listBindings, type NamedBinding, type Restricted } from '../constructs/bindings';
import type { Problems } from '../errors';
import type { BindingModel } from '../model';
import { shippedModule } from '../shipped';
import { grantBucket } from './bucket';
import { grantSend } from './queue';
import { grantSecret } from './secret';
import { grantTable } from './table';
import type { AwsTypes } from './types';

type Bindable = AwsTypes['bindable'];
/** The prop `bindings` on AWS. */
export type Bindings = Readonly<Record<string, Bindable | Restricted<Bindable>>> | undefined;

/** What a binding is made of: what the CDK knows it as, and how a function gets at it. */
interface Resource {
  /** The client's file and export. */
  readonly kind: 'bucket' | 'table' | 'queue' | 'secret' | 'function';
  /** What a user may ask for. */
  readonly allowed: readonly Access[];
  /** The CDK's construct. */
  readonly construct: IConstruct;
  /** The environment variable. */
  readonly name: string;
  /** What the client is told besides, as JSON. */
  readonly options?: Readonly<Record<string, unknown>>;
  grant(role: IRole, access: Access): void;
}

/** Finds out what is bound, by what it has rather than by its class: imported constructs are of other classes. */
function resourceOf(bound: Bindable): Resource | undefined {
  const target = unwrap(bound) as object;
  if ('bucketArn' in target) return bucketResource(target as IBucket);
  if ('tableArn' in target) return tableResource(target as ITable);
  if ('queueArn' in target) return queueResource(target as IQueue);
  if ('secretArn' in target) return secretResource(target as ISecret);
  return 'functionArn' in target ? functionResource(target as IFunction, routesOf(bound)) : undefined;
}

const WRAPPED = ['bucket', 'table', 'queue', 'secret'] as const;

/** The CDK's construct within one of ours; one of the CDK's is left as it is. Workers and jobs answer nobody. */
function unwrap(bound: unknown): unknown {
  if (typeof bound !== 'object' || bound === null) return {};
  if (['bucketArn', 'tableArn', 'queueArn', 'secretArn', 'functionArn'].some((arn) => arn in bound)) return bound;
  if ('function' in bound) return isCallable(bound) ? bound.function : {};
  const member = WRAPPED.find((name) => name in bound);
  return member === undefined ? {} : (bound as Record<string, unknown>)[member];
}

/** Whether a construct of ours answers requests, and not as a stream, which an invocation does not give back. */
function isCallable(bound: object): bound is { readonly function: IFunction; readonly integration: object } {
  return 'integration' in bound && bound.integration !== undefined;
}

const STORED: readonly Access[] = ['read', 'write', 'readwrite'];

function bucketResource(bucket: IBucket): Resource {
  return {
    kind: 'bucket',
    allowed: STORED,
    construct: bucket,
    name: bucket.bucketName,
    grant(role, access) {
      if (access !== 'write') grantBucket(bucket, role, 'read');
      if (access !== 'read') grantBucket(bucket, role, 'write');
    },
  };
}

function tableResource(table: ITable): Resource {
  return {
    kind: 'table',
    allowed: STORED,
    construct: table,
    name: table.tableName,
    options: keysOf(table),
    grant(role, access) {
      if (access !== 'write') grantTable(table, role, 'read');
      if (access !== 'read') grantTable(table, role, 'write');
    },
  };
}

/** The names of a table's keys, without which no query can be written; unknown of imported tables. */
function keysOf(table: ITable): { partitionKey?: string; sortKey?: string } {
  // Of the L1: the L2s of the CDK tell their keys in two ways, or not at all.
  const { keySchema } = (table.node.defaultChild ?? {}) as { keySchema?: unknown };
  const keys: readonly CfnTable.KeySchemaProperty[] = Stack.of(table).resolve(keySchema) ?? [];
  const named = (type: string) => keys.find(({ keyType }) => keyType === type)?.attributeName;
  return { partitionKey: named('HASH'), sortKey: named('RANGE') };
}

function queueResource(queue: IQueue): Resource {
  return {
    kind: 'queue',
    allowed: ['write', 'readwrite'],
    construct: queue,
    name: queue.queueUrl,
    options: { fifo: queue.fifo },
    grant: (role) => void grantSend(queue, role),
  };
}

function secretResource(secret: ISecret): Resource {
  return {
    kind: 'secret',
    allowed: ['read', 'readwrite'],
    construct: secret,
    name: secret.secretArn,
    grant: (role) => void grantSecret(secret, role),
  };
}

/** The routes of an `ApiFunction`, by which its client finds their parameters. */
function routesOf(bound: unknown): string[] {
  const { apiRoutes = [] } = bound as { apiRoutes?: readonly { routeKey: string }[] };
  return apiRoutes.map(({ routeKey }) => routeKey);
}

function functionResource(fn: IFunction, routes: readonly string[]): Resource {
  return {
    kind: 'function',
    allowed: ['write', 'readwrite'],
    construct: fn,
    name: fn.functionArn,
    options: { routes },
    // Not by the CDK's method, which refuses imported functions, whose own permissions it cannot change.
    grant: (grantee) =>
      void Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns: [fn.functionArn] }),
  };
}

const NAME = /^[A-Za-z][A-Za-z0-9_]+$/;
const KEPT_NAME = /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN|TRADEWIND_|NODE_)/;

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(problems: Problems, bindings: Bindings, environment: object = {}): void {
  for (const binding of listBindings<Bindable>(bindings)) {
    const prop = `bindings.${binding.name}`;
    problems.require(NAME.test(binding.name) && !KEPT_NAME.test(binding.name), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is no name for an environment variable of a user: a letter, then letters, digits and underscores, and none that Lambda or tradewind keeps',
      fix: 'rename it',
    });
    problems.require(!(binding.name in environment), {
      code: 'BINDING_NAME',
      prop,
      rule: 'is an environment variable too, and one would hide the other',
      fix: 'rename one of them',
    });
    checkAccess(problems, prop, binding);
  }
}

function checkAccess(problems: Problems, prop: string, { target, access }: NamedBinding<Bindable>): void {
  const resource = resourceOf(target);
  if (resource === undefined) {
    const rule = 'is nothing that a function can be given a client of';
    const fix =
      'give a bucket, a table, a queue, a secret or a function that answers requests, though not by streaming';
    problems.add({ code: 'BINDING_TARGET', prop, value: typeof target, rule, fix });
    return;
  }
  problems.require(resource.allowed.includes(access), {
    code: 'BINDING_ACCESS',
    prop,
    value: access,
    rule: `is not to be had: a ${resource.kind} is ${resource.kind === 'secret' ? 'only read' : 'only sent to'} by those that it is bound to`,
    fix: 'bind it as it is, without readOnly or writeOnly',
  });
}

/** What bindings add to a function. */
export interface BoundParts {
  readonly environment: Readonly<Record<string, string>>;
  readonly references: readonly BindingReference[];
  grantTo(role: IRole): void;
  /** The edges of the app model. */
  model(functionPath: string): BindingModel[];
}

/** Resolves the bindings of a function, which were checked before. */
export function resolveBindings(bindings: Bindings): BoundParts {
  const resolved = listBindings<Bindable>(bindings).map(({ name, target, access }) => ({
    name,
    access,
    resource: resourceOf(target)!,
  }));
  return {
    environment: Object.fromEntries(resolved.map(({ name, resource }) => [name, resource.name])),
    references: resolved.map(({ name, resource: { kind, options } }) => ({
      name,
      file: shippedModule('aws', 'clients', kind),
      export: `${kind}Client`,
      options,
    })),
    grantTo(role) {
      for (const { resource, access } of resolved) resource.grant(role, access);
    },
    model: (path) =>
      resolved.map(({ name, access, resource }) => ({
        name,
        target: resource.construct.node.path,
        access: effective(resource, access),
        function: path,
      })),
  };
}

/** What a binding really allows, whatever it was asked for as. */
function effective({ kind }: Resource, access: Access): Access {
  if (kind === 'secret') return 'read';
  return kind === 'queue' || kind === 'function' ? 'write' : access;
}
