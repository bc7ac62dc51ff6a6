import type { IConstruct } from 'constructs';
import type { ConstructName } from '../catalogue';
import { isEncodedNumber } from '../constructs/shape';
import type { Access } from '../runtime/env-of';
import type { ProviderName } from '../runtime/types';

/** Function of an app. */
export interface FunctionModel {
  /** Path of the function's construct. */
  readonly path: string;
  /** The user's file; absent for functions that tradewind ships. */
  readonly entry?: string;
  /** Runtime as the provider names it: `nodejs24.x`. */
  readonly runtime: string;
  /** Processor, as the provider names it: `arm64`, `x86_64`. */
  readonly architecture: string;
  /** Memory in MiB; absent if it is known only at deployment. */
  readonly memory?: number;
  /** Maximum duration of one run. */
  readonly timeoutSeconds: number;
}

/** Trigger of a function: `kind` is its type, `on` describes it in words (`GET /orders/{id}`, `every day at 03:00`). */
export interface TriggerModel {
  /** Type of the event. */
  readonly kind: 'http' | 'schedule' | 'object' | 'queue' | 'change';
  /** Event in words: a route, a schedule, a pattern of keys. */
  readonly on: string;
  /** Path of the triggered function. */
  readonly function: string;
  /** Path of the state that sends the events: a bucket, a queue, a table. Absent for HTTP and schedules. */
  readonly source?: string;
  /** Key prefix of the objects whose events arrive; absent for all objects. */
  readonly prefix?: string;
}

/** State or a service that a function may use. */
export interface BindingModel {
  /** Name of the binding in `env`. */
  readonly name: string;
  /** Path of the bound resource. */
  readonly target: string;
  /** Allowed access. */
  readonly access: Access;
  /** Prefix of the bucket keys that the function may write; absent if it may write all. */
  readonly prefix?: string;
  /** Path of the function with this access. */
  readonly function: string;
  /** The client that the handler receives; absent for functions that tradewind ships. */
  readonly client?: ClientModel;
}

/** The client of a binding. */
export interface ClientModel {
  /** The kind of what is bound. `function` answers requests, `invoke` takes a payload. */
  readonly kind: 'bucket' | 'table' | 'queue' | 'secret' | 'function' | 'invoke';
  /** Settings of the client, such as the keys of a table. */
  readonly options?: object;
}

/** Resource of the provider, with the reason why it exists. */
export interface ResourceModel {
  /** Path in the construct tree; for providers without a tree of resources, the file that was written. */
  readonly path: string;
  /** The provider's type: `AWS::SQS::Queue`, `google_pubsub_topic`. */
  readonly type: string;
  /** Purpose, as a sentence. */
  readonly purpose: string;
  /** Prop that caused or shaped it most; absent for resources that always exist. */
  readonly prop?: string;
}

/** Description of one construct, without a provider's terms where there is a common one. */
export interface ConstructModel {
  /** Class: `ApiFunction`. */
  readonly kind: ConstructName;
  /** Cloud of the construct. */
  readonly provider: ProviderName;
  /** Path in the construct tree: `Shop/Orders`. */
  readonly path: string;
  /** Props with defaults filled in, as JSON. Values known only at deployment are written `<token>`. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Functions, authorizers included. */
  readonly functions: readonly FunctionModel[];
  /** Triggers of the functions. */
  readonly triggers: readonly TriggerModel[];
  /** State and services that the functions may use. */
  readonly bindings: readonly BindingModel[];
  /** Resources, each with its purpose. */
  readonly resources: readonly ResourceModel[];
  /** Limits that hold at run time, by name, with units in the name: `maxConcurrency`, `timeoutSeconds`. */
  readonly limits: Readonly<Record<string, number>>;
}

/** Provider-neutral description of an app. Written as `tradewind.json` into the output. */
export interface AppModel {
  /** Version of this format, incremented with each change that affects readers. */
  readonly version: 1;
  /** Every tradewind construct of the app, in the order of their paths. */
  readonly constructs: readonly ConstructModel[];
  /** Resources that belong to no single construct, such as the API that the functions of a stack share. */
  readonly shared: readonly ResourceModel[];
}

/** Data that a construct records; its resources are collected from below it. */
export type RecordedModel = Omit<ConstructModel, 'resources'>;
type Explanation = Pick<ResourceModel, 'type' | 'purpose' | 'prop'>;

const models = new WeakMap<IConstruct, RecordedModel>();
const explanations = new WeakMap<IConstruct, Explanation>();

/** Records a construct in the app model. Called once, at the end of its constructor. */
export function record(construct: IConstruct, model: RecordedModel): void {
  const functions = model.functions.map((fn) => (isEncodedNumber(fn.memory) ? { ...fn, memory: undefined } : fn));
  models.set(construct, { ...model, functions });
}

/** Records the purpose of a resource. Called where it is created. */
export function explain(resource: IConstruct, explanation: Explanation): void {
  explanations.set(resource, explanation);
}

/** Returns the explained resources at and below a construct, except those that belong to a construct in between. */
function resourcesOf(construct: IConstruct): ResourceModel[] {
  const own = explanations.get(construct);
  return [
    ...(own === undefined ? [] : [{ path: construct.node.path, ...own }]),
    ...construct.node.children.filter((child) => !models.has(child)).flatMap(resourcesOf),
  ];
}

/**
 * Describes every tradewind construct below `scope`, in the order of their paths. Complete as soon as the constructs
 * are created, without synthesis.
 */
export function describeApp(scope: IConstruct): AppModel {
  const constructs = scope.node
    .findAll()
    .flatMap((construct) => {
      const model = models.get(construct);
      return model === undefined ? [] : [{ ...model, resources: resourcesOf(construct) }];
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { version: 1, constructs, shared: models.has(scope) ? [] : resourcesOf(scope) };
}
