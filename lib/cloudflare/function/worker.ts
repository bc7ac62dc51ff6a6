import { WorkersScript, type WorkersScriptBindings } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { Construct } from 'constructs';
import { type BindingModel, explain, type FunctionModel } from '../../app-model/model';
import type { EntryFunctionSettings } from '../../constructs/function';
import { entryInModel } from '../../shipped';
import { CodeAsset } from '../../terraform/code-asset';
import { physicalName } from '../../terraform/physical-name';
import { type BoundParts, resolveBindings } from '../bindings/bindings';
import { cloudflareDefaults } from '../defaults';
import { type Adapter, adapterReference } from '../shipped';
import { CloudflareStack } from '../stack/stack';
import type { CloudflareTypes, ScriptOverrides } from '../types';
import { BUILTINS } from './node-modules';

/** Settings of a worker in which the defaults are filled in. */
export interface WorkerSpec extends EntryFunctionSettings<CloudflareTypes> {
  readonly adapter: Adapter;
  readonly purpose: string;
  readonly tracing: 'on' | 'off';
  readonly overrides?: ScriptOverrides;
  /** Further bindings of the adapter. */
  readonly ownBindings?: readonly WorkersScriptBindings[];
}

/** A worker, and its entry in the app model. */
export interface WorkerParts {
  readonly script: WorkersScript;
  readonly model: FunctionModel;
  /** Edges of the app model. */
  readonly bindings: BindingModel[];
}

/** Memory of every worker in MB. @see https://developers.cloudflare.com/workers/platform/limits/#memory */
export const MEMORY = 128;
/** The module in the script; its name is for logs only. */
const MAIN_MODULE = 'index.mjs';

/** Creates a worker. It only reaches its bindings: Cloudflare has no other permissions. */
export function createWorker(scope: Construct, spec: WorkerSpec, seconds: number): WorkerParts {
  const stack = CloudflareStack.of(scope);
  const bound = resolveBindings(spec.bindings);
  const code = createCode(scope, spec, bound);
  const environment = Object.entries(spec.environment ?? {}).map(([name, text]) => ({
    name,
    type: 'plain_text',
    text,
  }));
  const bindings = () => [...environment, ...(spec.ownBindings ?? []), ...bound.scriptBindings()];
  const script = new WorkersScript(scope, 'Script', {
    accountId: stack.accountId,
    scriptName: physicalName(scope.node.path, { most: 63, hashed: scope.node.path }),
    mainModule: MAIN_MODULE,
    contentFile: code.path,
    // The provider requires the hash in addition to the file, to detect changed code.
    contentSha256: code.hash,
    compatibilityDate: cloudflareDefaults.compatibilityDate.value,
    compatibilityFlags: [...cloudflareDefaults.compatibilityFlags.value],
    bindings: bindings(),
    // Keeps secrets that were set by hand.
    keepBindings: ['secret_text', 'secret_key'],
    observability: { enabled: true, logs: { enabled: true, invocationLogs: true } },
    ...spec.overrides,
  });
  bound.onChange(() => script.putBindings(bindings()));
  explain(script, { type: 'cloudflare_workers_script', purpose: `${spec.purpose}.`, prop: 'entry' });
  const model = {
    path: script.node.path,
    entry: entryInModel(spec.entry),
    runtime: `workerd ${cloudflareDefaults.compatibilityDate.value}`,
    architecture: 'any',
    memory: MEMORY,
    timeoutSeconds: seconds,
  };
  return { script, model, bindings: bound.model(script.node.path) };
}

function createCode(scope: Construct, spec: WorkerSpec, { references }: BoundParts): CodeAsset {
  const request = {
    path: scope.node.path,
    entry: spec.entry,
    handler: spec.handler,
    adapter: adapterReference(spec.adapter),
    target: 'es2023',
    native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
    options: spec.bundling,
    bindings: references,
    shape: { platform: 'worker', format: 'esm', exportAs: 'default', external: ['cloudflare:*'], builtins: BUILTINS },
  } as const;
  return new CodeAsset(scope, request, { form: 'file' });
}
