import { resolve } from 'node:path';
import type { RunConstruct } from '../app-model/run-model';
import { Projects } from '../bundler/project';
import type { BindingReference, BundleRequest, BundlingOptions } from '../bundler/types';
import type { Auth } from '../constructs/auth';
import { shippedEntry } from '../shipped';
import type { Finding, Fixes } from './finding';
import { Bundle } from './functions/bundle';
import type { FunctionSpec } from './functions/local-function';
import { semantics } from './semantics';
import { numberOf, objectOf, TIMEOUT_SECONDS, textOf } from './settings';
import { type Adapter, adapterReference, clientReference } from './shipped';
import type { FunctionBehaviour } from './triggers/behaviour';

/** MiB of a function whose provider has no such setting: what a worker of Cloudflare has. */
const MEMORY = 128;
/** Instances of a function that no prop limits: what a new account of AWS allows. */
const MAX_INSTANCES = 10;

/** Values that a local run has in the place of those of a deployment. */
export interface Values {
  /** Variables by their names. */
  readonly variables: Readonly<Record<string, string>>;
  /** Actions for missing values. */
  readonly fixes: Fixes;
}

/** Reads the functions of an app, and says what they lack. */
export class FunctionSpecs {
  readonly findings: Finding[] = [];
  private readonly projects = new Projects();

  /** `folder` is the name of the folder of this engine, in the cache of each project. */
  constructor(
    private readonly values: Values,
    private readonly folder: string,
  ) {}

  /** The function of a construct. @throws ValidationError for an entry that cannot be built */
  read(construct: RunConstruct, behaviour: FunctionBehaviour): FunctionSpec {
    const path = functionPath(construct);
    const model = construct.functions.find((fn) => fn.path === path);
    const timeout = (numberOf(construct, 'timeout') ?? model?.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000;
    const { requestsPerInstance, whenBusy } = semantics[construct.provider];
    const own = numberOf(construct, 'maxInstances');
    const isHttp = construct.triggers.some(({ kind }) => kind === 'http');
    return {
      path,
      provider: construct.provider,
      environment: this.environment(construct),
      memory: model?.memory ?? MEMORY,
      limits: {
        maxInstances: own ?? behaviour.maxInstances?.(construct) ?? MAX_INSTANCES,
        perInstance: behaviour.oneAtATime ? 1 : requestsPerInstance,
        whenBusy: isHttp && own !== undefined ? whenBusy : 'wait',
        timeout,
      },
      bundle: new Bundle(this.request(construct, behaviour), this.projects, this.folder),
    };
  }

  /** The function that decides about the callers of a construct, if it has one. */
  readAuthorizer(construct: RunConstruct): FunctionSpec | undefined {
    const auth = objectOf<Auth & object>(construct, 'auth');
    if (auth?.kind !== 'authorizer') return undefined;
    const path = authorizerPath(construct);
    const model = construct.functions.find((fn) => fn.path === path);
    const { entry, handler } = auth;
    const request = this.requestFor(construct.path, { name: 'invoke', export: 'invoke' });
    return {
      path,
      provider: construct.provider,
      environment: {},
      memory: model?.memory ?? MEMORY,
      limits: {
        maxInstances: MAX_INSTANCES,
        perInstance: 1,
        whenBusy: 'wait',
        timeout: (model?.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000,
      },
      bundle: new Bundle({ ...request, entry: resolve(entry), handler }, this.projects, this.folder),
    };
  }

  private request(construct: RunConstruct, behaviour: FunctionBehaviour): BundleRequest {
    return {
      ...this.requestFor(construct.path, behaviour.adapter(construct)),
      entry:
        textOf(construct, 'entry') ?? textOf(construct, 'transform') ?? shippedEntry('runtime-images/no-transform'),
      handler: textOf(construct, 'handler'),
      options: objectOf<BundlingOptions>(construct, 'bundling'),
      bindings: this.bindings(construct),
    };
  }

  private requestFor(path: string, adapter: Adapter): Omit<BundleRequest, 'entry'> {
    const [major] = process.versions.node.split('.');
    return {
      path,
      adapter: adapterReference(adapter),
      target: `node${major}`,
      native: { os: 'linux', cpu: process.arch === 'arm64' ? 'arm64' : 'x64', libc: 'glibc' },
    };
  }

  private bindings({ bindings }: RunConstruct): BindingReference[] {
    return bindings.flatMap(({ name, target, prefix, client }) => {
      if (client === undefined) return [];
      const options = { ...client.options, target, ...(prefix !== undefined && { writesUnder: prefix }) };
      return [{ name, ...clientReference(client.kind, options) }];
    });
  }

  private environment(construct: RunConstruct): Record<string, string> {
    const declared = objectOf<Record<string, string | null>>(construct, 'environment') ?? {};
    const known: Record<string, string> = {};
    for (const [name, value] of Object.entries(declared)) {
      const own = this.values.variables[name] ?? value;
      if (own !== null) known[name] = own;
      else this.findings.push(unknownVariable(construct, name, this.values.fixes));
    }
    return known;
  }
}

/** Path of the function that decides about the callers of a construct. */
export function authorizerPath(construct: RunConstruct): string {
  const own = functionPath(construct);
  return construct.functions.find(({ path }) => path !== own)?.path ?? `${construct.path}/Authorizer`;
}

/** Path of the function that the triggers of a construct invoke. */
export function functionPath({ triggers, functions, path }: RunConstruct): string {
  return triggers[0]?.function ?? functions[0]?.path ?? path;
}

function unknownVariable({ path }: RunConstruct, name: string, fixes: Fixes): Finding {
  const message = `the variable ${name} is known only when the app is deployed`;
  return { path, message, fix: fixes.variable(name) };
}
