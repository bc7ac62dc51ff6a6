import { Worker } from '@cdktf/provider-cloudflare/lib/worker';
import { WorkerVersion, type WorkerVersionBindings } from '@cdktf/provider-cloudflare/lib/worker-version';
import { WorkersDeployment } from '@cdktf/provider-cloudflare/lib/workers-deployment';
import type { Construct } from 'constructs';
import { explain, type FunctionModel } from '../../app-model/model';
import type { BindingReference } from '../../bundler/types';
import { shippedEntry } from '../../shipped';
import { CodeAsset, MAIN_MODULE } from '../../terraform/code-asset';
import { Lazy } from '../../terraform/engine';
import { physicalName } from '../../terraform/physical-name';
import { cloudflareDefaults } from '../defaults';
import { type Adapter, adapterReference } from '../shipped';
import { CloudflareStack } from '../stack/stack';
import type { VersionOverrides } from '../types';
import { BUILTINS } from './node-modules';
import { MEMORY } from './worker';

/** A worker of tradewind that has several modules. */
export interface MultiModuleSpec {
  readonly adapter: Adapter;
  readonly purpose: string;
  /** Files that are bundled only into the workers that need them. */
  readonly parts: readonly BindingReference[];
  readonly bindings: readonly WorkerVersionBindings[];
  /** Processor time of one run. */
  readonly seconds: number;
  readonly overrides?: VersionOverrides;
}

/** A worker of several modules, and its entry in the app model. */
export interface MultiModuleParts {
  readonly worker: Worker;
  readonly version: WorkerVersion;
  readonly deployment: WorkersDeployment;
  readonly model: FunctionModel;
}

/**
 * Creates a worker with compiled WebAssembly as separate modules, the only form that a worker can load. A script has one
 * module, so this needs three resources: a worker, a version with the modules, and a deployment of the version.
 * @see https://developers.cloudflare.com/workers/runtime-apis/webassembly/
 */
export function createMultiModuleWorker(scope: Construct, spec: MultiModuleSpec): MultiModuleParts {
  const { accountId } = CloudflareStack.of(scope);
  const worker = createWorker(scope, accountId);
  const version = createVersion(scope, worker, spec);
  const deployment = new WorkersDeployment(scope, 'Deployment', {
    accountId,
    scriptName: worker.name,
    strategy: 'percentage',
    versions: [{ percentage: 100, versionId: version.id }],
  });
  explain(worker, { type: 'cloudflare_worker', purpose: `${spec.purpose}.` });
  explain(version, { type: 'cloudflare_worker_version', purpose: 'The code of the worker, with its codecs.' });
  const purpose = 'Deploys only this version.';
  explain(deployment, { type: 'cloudflare_workers_deployment', purpose });
  const model = {
    path: worker.node.path,
    runtime: `workerd ${cloudflareDefaults.compatibilityDate.value}`,
    architecture: 'any',
    memory: MEMORY,
    timeoutSeconds: spec.seconds,
  };
  return { worker, version, deployment, model };
}

function createWorker(scope: Construct, accountId: string): Worker {
  return new Worker(scope, 'Worker', {
    accountId,
    name: physicalName(scope.node.path, { most: 63, hashed: scope.node.path }),
    observability: { enabled: true, logs: { enabled: true, invocationLogs: true } },
    // It has no address.
    subdomain: { enabled: false, previewsEnabled: false },
  });
}

function createVersion(scope: Construct, worker: Worker, spec: MultiModuleSpec): WorkerVersion {
  const code = createCode(scope, spec);
  return new WorkerVersion(scope, 'Version', {
    accountId: CloudflareStack.of(scope).accountId,
    workerId: worker.id,
    mainModule: MAIN_MODULE,
    modules: Lazy.anyValue({ produce: () => code.modules().map(toModule) }),
    compatibilityDate: cloudflareDefaults.compatibilityDate.value,
    compatibilityFlags: [...cloudflareDefaults.compatibilityFlags.value],
    bindings: [...spec.bindings],
    limits: { cpuMs: spec.seconds * 1000 },
    // New code is a new version: the old one cannot be deleted while it is deployed.
    lifecycle: { createBeforeDestroy: true },
    ...spec.overrides,
  });
}

/** In the spelling of Terraform, because lazy values are not translated. */
function toModule({ name, path }: { readonly name: string; readonly path: string }) {
  const content_type = name.endsWith('.wasm') ? 'application/wasm' : 'application/javascript+module';
  return { name, content_file: path, content_type };
}

function createCode(scope: Construct, { adapter, parts }: MultiModuleSpec): CodeAsset {
  const request = {
    path: scope.node.path,
    entry: shippedEntry('runtime-images/no-transform'),
    adapter: adapterReference(adapter),
    target: 'es2023',
    native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
    bindings: parts,
    shape: {
      platform: 'worker',
      format: 'esm',
      exportAs: 'default',
      wasm: true,
      external: ['cloudflare:*'],
      builtins: BUILTINS,
    },
  } as const;
  return new CodeAsset(scope, request, { form: 'modules' });
}
