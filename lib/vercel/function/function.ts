import { Construct } from 'constructs';
import { explain, type FunctionModel } from '../../app-model/model';
import { bindingReferences } from '../../build-output/bindings';
import { CodeFolder } from '../../build-output/code-folder';
import type { AdapterReference } from '../../bundler/types';
import type { EntryFunctionSettings } from '../../constructs/function';
import type { Duration } from '../../duration';
import { entryInModel } from '../../shipped';
import { vercelDefaults } from '../defaults';
import type { QueueTrigger } from '../queues/queue-trigger';
import { VercelApp } from '../stack/app';
import type { FunctionOverrides, FunctionSettings, VercelTypes } from '../types';

/** Parts of a function. */
export interface FunctionSpec extends EntryFunctionSettings<VercelTypes> {
  /** Name of its folder, which is also a path of the function: `orders-1a2b3c4d`. */
  readonly name: string;
  /** Created by `adapterReference`, because this class is public, and the types of adapters are not. */
  readonly adapter: AdapterReference;
  readonly timeout: Duration;
  /** Trigger in addition to requests. */
  readonly trigger?: QueueTrigger;
  readonly purpose: string;
  readonly overrides?: FunctionOverrides;
}

/** A Vercel Function: a folder of the build output with the code and its settings. */
export class VercelFunction extends Construct {
  /** Name of its folder below `functions`, without `.func`. */
  readonly name: string;
  /** Settings in `.vc-config.json`. */
  readonly settings: FunctionSettings;
  /** Entry in the app model. */
  readonly model: FunctionModel;

  /** @throws ValidationError when the entry is missing */
  constructor(scope: Construct, id: string, spec: FunctionSpec) {
    super(scope, id);
    this.name = spec.name;
    this.settings = settingsOf(spec);
    this.model = {
      path: this.node.path,
      entry: entryInModel(spec.entry),
      runtime: this.settings.runtime,
      architecture: 'x86_64',
      memory: this.settings.memory ?? vercelDefaults.memory.value,
      timeoutSeconds: this.settings.maxDuration,
    };
    const app = VercelApp.of(scope);
    app.addCode(this.createCode(scope, spec));
    app.addFunction(this);
    explain(this, { type: 'Vercel Function', purpose: `${spec.purpose}.`, prop: 'entry' });
  }

  private createCode(scope: Construct, spec: FunctionSpec): CodeFolder {
    const request = {
      path: scope.node.path,
      entry: spec.entry,
      handler: spec.handler,
      adapter: spec.adapter,
      target: vercelDefaults.runtime.value.replace(/nodejs(\d+)\.x/, 'node$1'),
      native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
      options: spec.bundling,
      bindings: bindingReferences(spec.bindings),
      shape: { platform: 'node', format: 'esm', exportAs: 'default' },
    } as const;
    return new CodeFolder(scope, request, `functions/${spec.name}.func`);
  }
}

function settingsOf(spec: FunctionSpec): FunctionSettings {
  const { environment = {}, memory, trigger } = spec;
  return {
    runtime: vercelDefaults.runtime.value,
    handler: 'index.mjs',
    launcherType: 'Nodejs',
    shouldAddHelpers: false,
    supportsResponseStreaming: true,
    maxDuration: spec.timeout.toSeconds(),
    ...(memory !== undefined && { memory }),
    ...(Object.keys(environment).length > 0 && { environment }),
    ...spec.overrides,
    ...(trigger !== undefined && { experimentalTriggers: [trigger] }),
  };
}
