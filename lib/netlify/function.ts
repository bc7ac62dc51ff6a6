import { Construct } from 'constructs';
import { explain, type FunctionModel } from '../app-model/model';
import { bindingReferences } from '../build-output/bindings';
import { CodeFolder } from '../build-output/code-folder';
import type { EntryFunctionSettings } from '../constructs/function';
import type { Duration } from '../duration';
import { entryInModel } from '../shipped';
import { netlifyDefaults } from './defaults';
import { type Adapter, adapterReference } from './shipped';
import { NetlifySite } from './site';
import type { FunctionConfig, FunctionOverrides, NetlifyTypes } from './types';

/** What a function is made of. */
export interface FunctionSpec extends EntryFunctionSettings<NetlifyTypes> {
  /** How it is listed: letters, digits and dashes. */
  readonly name: string;
  readonly adapter: Adapter;
  readonly timeout: Duration;
  readonly purpose: string;
  /** What wakes it, asked once all constructs are made. */
  readonly trigger: () => Partial<FunctionConfig>;
  readonly overrides?: FunctionOverrides;
}

/** A Netlify function: a folder with the code, which says itself what wakes it. */
export class NetlifyFunction extends Construct {
  /** How it is listed. */
  readonly name: string;
  /** How recorded in the app model. */
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

  /** Its settings, as they stand in its `config`. Complete once all constructs are made. */
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
    const reference = adapterReference(adapter);
    const request = {
      path: scope.node.path,
      entry,
      handler,
      adapter: { ...reference, options: { ...reference.options, environment } },
      target: `node${netlifyDefaults.nodeVersion.value}`,
      native: { os: 'linux', cpu: 'x64', libc: 'glibc' },
      options: bundling,
      bindings: bindingReferences(bindings),
      shape: { platform: 'node', format: 'esm', exportAs: 'default' },
    } as const;
    return new CodeFolder(scope, request, this.name, () => ({ config: this.config }));
  }
}
