import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { BindingModel } from '../../app-model/model';
import type { BindingReference } from '../../bundler/types';
import * as checks from '../../constructs/binding-checks';
import type { Restricted } from '../../constructs/bindings';
import { type BoundResource, bindingModels, clientOptions, resolve, STORED } from '../../constructs/bound';
import type { Problems } from '../../errors';
import type { Access } from '../../runtime/env-of';
import { shippedModule } from '../../shipped';
import { grantBucket } from '../bucket';
import { grantSend } from '../queue';
import { grantSecret } from '../secret';
import { grantTable } from '../table';
import { keysOfTable } from '../tables/table-keys';
import type { AwsTypes } from '../types';

type Bindable = AwsTypes['bindable'];
/** The prop `bindings` on AWS. */
export type Bindings = Readonly<Record<string, Bindable | Restricted<Bindable>>> | undefined;

/** What a construct, of ours or of the CDK, is to the functions that it is bound to. */
interface Resource extends BoundResource {
  /** The environment variable. */
  readonly name: string;
  grant(role: IRole, access: Access, prefix?: string): void;
}

/** Marks constructs of ours that a binding invokes with a payload, rather than asks with a request. */
export const invocable = Symbol('invocable');

/** Finds out what is bound, by what it has rather than by its class: imported constructs are of other classes. */
function resourceOf(bound: unknown): Resource | undefined {
  const target = unwrap(bound) as object;
  if ('bucketArn' in target) return bucketResource(target as IBucket);
  if ('tableArn' in target) return tableResource(target as ITable);
  if ('queueArn' in target) return queueResource(target as IQueue);
  if ('secretArn' in target) return secretResource(target as ISecret);
  if (!('functionArn' in target)) return undefined;
  return functionResource(target as IFunction, isInvocable(bound) ? undefined : routesOf(bound));
}

const WRAPPED = ['bucket', 'table', 'queue', 'secret'] as const;

/** The CDK's construct within one of ours; one of the CDK's is left as it is. Workers and jobs answer nobody. */
function unwrap(bound: unknown): unknown {
  if (typeof bound !== 'object' || bound === null) return {};
  if (['bucketArn', 'tableArn', 'queueArn', 'secretArn', 'functionArn'].some((arn) => arn in bound)) return bound;
  if ('function' in bound) return isInvocable(bound) || isCallable(bound) ? bound.function : {};
  const member = WRAPPED.find((name) => name in bound);
  return member === undefined ? {} : (bound as Record<string, unknown>)[member];
}

/** Whether a construct of ours answers requests, and not as a stream, which an invocation does not give back. */
function isCallable(bound: object): bound is { readonly function: IFunction; readonly integration: object } {
  return 'integration' in bound && bound.integration !== undefined;
}

function isInvocable(bound: unknown): bound is { readonly function: IFunction } {
  return typeof bound === 'object' && bound !== null && invocable in bound;
}

function bucketResource(bucket: IBucket): Resource {
  return {
    kind: 'bucket',
    allowed: STORED,
    path: bucket.node.path,
    name: bucket.bucketName,
    grant(role, access, prefix) {
      if (access !== 'write') grantBucket(bucket, role, 'read');
      if (access !== 'read') grantBucket(bucket, role, 'write', prefix);
    },
  };
}

function tableResource(table: ITable): Resource {
  return {
    kind: 'table',
    allowed: STORED,
    path: table.node.path,
    name: table.tableName,
    options: { ...keysOfTable(table) },
    grant(role, access) {
      if (access !== 'write') grantTable(table, role, 'read');
      if (access !== 'read') grantTable(table, role, 'write');
    },
  };
}

function queueResource(queue: IQueue): Resource {
  return {
    kind: 'queue',
    allowed: ['write', 'readwrite'],
    path: queue.node.path,
    name: queue.queueUrl,
    options: { fifo: queue.fifo },
    grant: (role) => void grantSend(queue, role),
  };
}

function secretResource(secret: ISecret): Resource {
  return {
    kind: 'secret',
    allowed: ['read', 'readwrite'],
    path: secret.node.path,
    name: secret.secretArn,
    grant: (role) => void grantSecret(secret, role),
  };
}

/** The routes of an `ApiFunction`, by which its client finds their parameters. */
function routesOf(bound: unknown): string[] {
  const { apiRoutes = [] } = bound as { apiRoutes?: readonly { routeKey: string }[] };
  return apiRoutes.map(({ routeKey }) => routeKey);
}

/** A function that answers requests on `routes`, or one that is invoked with a payload. */
function functionResource(fn: IFunction, routes: readonly string[] | undefined): Resource {
  return {
    kind: routes ? 'function' : 'invoke',
    allowed: ['write', 'readwrite'],
    path: fn.node.path,
    name: fn.functionArn,
    options: routes && { routes },
    // Not by the CDK's method, which refuses imported functions, whose own permissions it cannot change.
    grant: (grantee) =>
      void Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns: [fn.functionArn] }),
  };
}

const rules: checks.BindingRules = {
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  name: /^[A-Za-z][A-Za-z0-9_]+$/,
  named:
    'at least two characters, as Lambda requires of environment variables: a letter, then letters, digits and underscores',
  kept: { names: /^(AWS_|LAMBDA_|_HANDLER$|_X_AMZN|TRADEWIND_|NODE_)/, by: 'Lambda' },
  targets:
    'a bucket, a table, a queue, a secret, a PlainFunction or a function that answers requests, though not by streaming',
  resourceOf,
};

/** Checks the bindings of a function. */
export function checkBindings(problems: Problems, bindings: Bindings, environment?: object): void {
  checks.checkBindings(problems, { bindings, environment }, rules);
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
  const resolved = resolve(bindings, resourceOf);
  return {
    environment: Object.fromEntries(resolved.map(({ name, resource }) => [name, resource.name])),
    references: resolved.map(({ name, prefix, resource: { kind, options } }) => ({
      name,
      file: shippedModule('aws', 'clients', kind),
      export: `${kind}Client`,
      options: clientOptions(options, prefix),
    })),
    grantTo(role) {
      for (const { resource, access, prefix } of resolved) resource.grant(role, access, prefix);
    },
    model: (functionPath) => bindingModels(resolved, functionPath),
  };
}
