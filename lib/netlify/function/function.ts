import { Construct } from 'constructs';
import { explain, type FunctionModel } from '../../app-model/model';
import { bindingReferences } from '../../build-output/bindings';
import { CodeFolder } from '../../build-output/code-folder';
import type { AdapterReference } from '../../bundler/types';
import type { EntryFunctionSettings } from '../../constructs/function';
import type { Duration } from '../../duration';
import { entryInModel } from '../../shipped';
import { netlifyDefaults } from '../defaults';
import { NetlifySite } from '../stack/site';
import type { FunctionConfig, FunctionOverrides, NetlifyTypes } from '../types';

/** Parts of a function. */
export interface FunctionSpec extends EntryFunctionSettings<NetlifyTypes> {
  /** Name in the list of functions: letters, digits and dashes. */
  readonly name: string;
  /** Created by `adapterReference`, because this class is public, and the types of adapters are not. */
  readonly adapter: AdapterReference;
  readonly timeout: Duration;
  readonly purpose: string;
  /** Trigger, read when all constructs exist. */
  readonly trigger: () => Partial<FunctionConfig>;
  readonly overrides?: FunctionOverrides;
}

/** A Netlify function: a folder with the code, which declares its own trigger. */
export class NetlifyFunction extends Construct {
  /** Name in the list of functions. */
  readonly name: string;
  /** Entry in the app model. */
  readonly model: FunctionModel;
  private readonly spec: FunctionSpec;

  /** @throws ValidationError when the entry is missing */
  constructor(scope: Construct, id: string, spec: FunctionSpec) {
    super(scope, id);
    this.name = spec.name;
    this.spec = spec;
    this.model = {
      path: this.node.path,
      entry: entryInModel(spec.entry),
      runtime: `nodejs${netlifyDefaults.nodeVersion.value}.x`,
      architecture: 'x86_64',
      memory: spec.memory ?? netlifyDefaults.memory.value,
      timeoutSeconds: spec.timeout.toSeconds(),
    };
    NetlifySite.of(scope).addCode(this.createCode(scope));
    explain(this, { type: 'Netlify Function', purpose: `${spec.purpose}.`, prop: 'entry' });
  }

  /** Settings in its `config`. Complete when all constructs exist. */
  get config(): FunctionConfig {
    const { memory, overrides } = this.spec;
    return {
      generator: 'tradewind',
      nodeVersion: netlifyDefaults.nodeVersion.value,
      // From its own folder: the source map, and native modules.
      includedFiles: ['**'],
      ...(memory !== undefined && { memory }),
      ...overrides,
      ...this.spec.trigger(),
    };
  }

  private createCode(scope: Construct): CodeFolder {
    const { adapter, entry, handler, environment, bundling, bindings } = this.spec;
    const request = {
      path: scope.node.path,
      entry,
      handler,
      adapter: { ...adapter, options: { ...adapter.options, environment } },
      target: `node${netlifyDefaults.nodeVersion.value}`,
      native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
      options: bundling,
      bindings: bindingReferences(bindings),
      shape: { platform: 'node', format: 'esm', exportAs: 'default' },
    } as const;
    return new CodeFolder(scope, request, this.name, () => ({ config: this.config }));
  }
}
