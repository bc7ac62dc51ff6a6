import { CloudRunV2ServiceIamMember } from '@cdktf/provider-google/lib/cloud-run-v2-service-iam-member';
import {
  Cloudfunctions2Function,
  type Cloudfunctions2FunctionEventTrigger,
} from '@cdktf/provider-google/lib/cloudfunctions2-function';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { StorageBucketObject } from '@cdktf/provider-google/lib/storage-bucket-object';
import type { Construct } from 'constructs';
import { type BindingModel, explain, type FunctionModel } from '../../app-model/model';
import type { EntryFunctionSettings } from '../../constructs/function';
import type { Duration } from '../../duration';
import { entryInModel } from '../../shipped';
import { CodeAsset } from '../../terraform/code-asset';
import type { ITerraformDependable } from '../../terraform/engine';
import { physicalName } from '../../terraform/physical-name';
import { type BoundParts, resolveBindings } from '../bindings/bindings';
import type { BoundResource } from '../bindings/bound';
import { googleDefaults } from '../defaults';
import { type Adapter, adapterReference } from '../shipped';
import { GoogleStack } from '../stack/stack';
import type { FunctionOverrides, GoogleTypes } from '../types';
import { cpusOf } from './cpus';
import { packageFiles } from './package-json';

/** Settings of a function in which the defaults are filled in. */
export interface FunctionSpec extends EntryFunctionSettings<GoogleTypes> {
  readonly adapter: Adapter;
  readonly timeout: Duration;
  readonly memory: number;
  readonly description: string;
  /** Maximum number of requests that one instance handles at the same time. */
  readonly requestsPerInstance: number;
  /** @default - the default of Cloud Run */
  readonly maxInstances?: number;
  /** Further variables that tradewind sets. */
  readonly internal?: Readonly<Record<string, string>>;
  /** Event that invokes the function, unless it is invoked over HTTP. */
  readonly eventTrigger?: EventTrigger;
  readonly overrides?: FunctionOverrides;
}

/** Event that invokes a function. */
export interface EventTrigger extends Cloudfunctions2FunctionEventTrigger {
  /** Services and grants without which Eventarc refuses to create the trigger. */
  readonly needs: readonly ITerraformDependable[];
}

/** A function and its identity, which no other function uses. */
export interface FunctionParts {
  readonly function: Cloudfunctions2Function;
  readonly serviceAccount: ServiceAccount;
  readonly model: FunctionModel;
  /** Edges of the app model. */
  readonly bindings: BindingModel[];
}

const SERVICES = ['run', 'cloudfunctions', 'cloudbuild', 'artifactregistry'];

/** Creates a function that is called over HTTP, with a service account that only has the permissions granted to it. */
export function createFunction(scope: Construct, spec: FunctionSpec): FunctionParts {
  const stack = GoogleStack.of(scope);
  const services = SERVICES.map((service) => stack.enable(service));
  const serviceAccount = createServiceAccount(scope, 'Identity', `Runs ${scope.node.path}`);
  const bound = resolveBindings(spec.bindings);
  bound.grantTo({ scope, member: `serviceAccount:${serviceAccount.email}` });
  const code = createCode(scope, spec, bound);
  const { service, ...overrides } = spec.overrides ?? {};
  const { needs, ...eventTrigger } = spec.eventTrigger ?? { needs: [] };
  const fn = new Cloudfunctions2Function(scope, 'Function', {
    name: physicalName(scope.node.path, { most: 63, hashed: scope.node.path }),
    location: stack.region,
    description: spec.description,
    dependsOn: [...services, ...stack.builder.rights, ...needs],
    buildConfig: {
      runtime: googleDefaults.runtime.value,
      entryPoint: 'handler',
      serviceAccount: stack.builder.account,
      source: { storageSource: { bucket: stack.codeBucket.name, object: code.name } },
    },
    serviceConfig: {
      availableMemory: `${spec.memory}Mi`,
      availableCpu: String(cpusOf(spec.memory)),
      timeoutSeconds: spec.timeout.toSeconds(),
      maxInstanceCount: spec.maxInstances,
      maxInstanceRequestConcurrency: spec.requestsPerInstance,
      serviceAccountEmail: serviceAccount.email,
      environmentVariables: { ...spec.environment, ...bound.environment, ...spec.internal },
      ...service,
    },
    eventTrigger: spec.eventTrigger && eventTrigger,
    ...overrides,
  });
  explain(fn, { type: 'google_cloudfunctions2_function', purpose: `${spec.description}.`, prop: 'entry' });
  const bindings = bound.model(fn.node.path);
  return { function: fn, serviceAccount, model: functionModel(fn, spec), bindings };
}

/** Creates a service account for one purpose. Its id has at most 30 characters. */
export function createServiceAccount(scope: Construct, id: string, purpose: string): ServiceAccount {
  const path = `${scope.node.path}/${id}`;
  const account = new ServiceAccount(scope, id, {
    accountId: physicalName(`${scope.node.id}-${id}`, { most: 30, hashed: path }),
    displayName: path.slice(-100),
    description: purpose.slice(0, 256),
  });
  explain(account, { type: 'google_service_account', purpose: `${purpose}, and does nothing else.` });
  return account;
}

/** Allows `member` to call the function, and nothing else. */
export function allowInvoking(
  scope: Construct,
  id: string,
  fn: Cloudfunctions2Function,
  member: string,
  prop = 'auth',
): void {
  const grant = new CloudRunV2ServiceIamMember(scope, id, {
    // The service of a function has the function's name.
    name: fn.name,
    location: fn.location,
    role: 'roles/run.invoker',
    member,
  });
  const who = member === 'allUsers' ? 'everyone' : 'its caller';
  explain(grant, {
    type: 'google_cloud_run_v2_service_iam_member',
    purpose: `Lets ${who} call the function.`,
    prop,
  });
}

/** A function as a binding: functions that are bound to it may call it. */
export function boundFunction(kind: 'function' | 'invoke', fn: Cloudfunctions2Function): BoundResource {
  return {
    kind,
    allowed: ['write', 'readwrite'],
    path: fn.node.path,
    value: fn.serviceConfig.uri,
    grant: ({ scope, id, member }) => allowInvoking(scope, id, fn, member, 'bindings'),
  };
}

/** The name contains the hash, because Google does not rebuild a function when only the content changes. */
function createCode(scope: Construct, spec: FunctionSpec, { references }: BoundParts): StorageBucketObject {
  const asset = new CodeAsset(
    scope,
    {
      path: scope.node.path,
      entry: spec.entry,
      handler: spec.handler,
      adapter: adapterReference(spec.adapter),
      target: googleDefaults.runtime.value.replace('nodejs', 'node'),
      native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
      options: spec.bundling,
      bindings: references,
      shape: { platform: 'node', format: 'cjs', external: ['@google-cloud/functions-framework'] },
    },
    { form: 'zip', files: packageFiles },
  );
  const object = new StorageBucketObject(scope, 'Code', {
    bucket: GoogleStack.of(scope).codeBucket.name,
    name: `${scope.node.path}/${asset.hash}.zip`,
    source: asset.path,
  });
  explain(object, { type: 'google_storage_bucket_object', purpose: 'The code of the function.', prop: 'entry' });
  return object;
}

function functionModel(fn: Cloudfunctions2Function, spec: FunctionSpec): FunctionModel {
  return {
    path: fn.node.path,
    entry: entryInModel(spec.entry),
    runtime: googleDefaults.runtime.value,
    architecture: 'x86_64',
    memory: spec.memory,
    timeoutSeconds: spec.timeout.toSeconds(),
  };
}
