import type { IConstruct } from 'constructs';
import { isEncodedNumber } from '../constructs/shape';
import type { Access } from '../runtime/env-of';
import type { ProviderName } from '../runtime/types';

/** A function of an app. */
export interface FunctionModel {
  /** Path of the function's construct. */
  readonly path: string;
  /** The user's file; absent for functions that tradewind ships. */
  readonly entry?: string;
  /** As the provider names it: `nodejs24.x`. */
  readonly runtime: string;
  /** Processor, as the provider names it: `arm64`, `x86_64`. */
  readonly architecture: string;
  /** In MiB; absent where it is known only at deployment. */
  readonly memory?: number;
  /** How long one run may take. */
  readonly timeoutSeconds: number;
}

/** What wakes a function: `kind` is the trigger, `on` says it in words (`GET /orders/{id}`, `every day at 03:00`). */
export interface TriggerModel {
  /** What sort of event it is. */
  readonly kind: 'http' | 'schedule' | 'object' | 'queue' | 'change';
  /** The event in words: a route, a schedule, a pattern of keys. */
  readonly on: string;
  /** Path of the function that wakes. */
  readonly function: string;
  /** Path of the state whose events these are: a bucket, a queue, a table. Absent for HTTP and schedules. */
  readonly source?: string;
  /** Start of the keys of the objects whose events these are; absent where those of all objects are. */
  readonly prefix?: string;
}

/** State or a service that a function may use. */
export interface BindingModel {
  /** What the function calls it. */
  readonly name: string;
  /** Path of what is used. */
  readonly target: string;
  /** What is allowed. */
  readonly access: Access;
  /** Start of the keys that the function may write, of a bucket; absent where it may write all. */
  readonly prefix?: string;
  /** Path of the function that may do it. */
  readonly function: string;
}

/** A resource of the provider, and why it is there. */
export interface ResourceModel {
  /** Path in the construct tree; for providers without a tree of resources, the file that was written. */
  readonly path: string;
  /** The provider's type: `AWS::SQS::Queue`, `google_pubsub_topic`. */
  readonly type: string;
  /** What it is for, as a sentence. */
  readonly purpose: string;
  /** The prop that caused it or shaped it most; absent for what is always there. */
  readonly prop?: string;
}

/** What one construct is, free of any provider's terms where there is a common one. */
export interface ConstructModel {
  /** The class: `ApiFunction`. */
  readonly kind: string;
  /** The cloud that it is made for. */
  readonly provider: ProviderName;
  /** Path in the construct tree: `Shop/Orders`. */
  readonly path: string;
  /** The props with defaults filled in, as JSON. Values known only at deployment are written `<token>`. */
  readonly props: Readonly<Record<string, unknown>>;
  /** Its functions, authorizers included. */
  readonly functions: readonly FunctionModel[];
  /** What wakes its functions. */
  readonly triggers: readonly TriggerModel[];
  /** State and services that its functions may use. */
  readonly bindings: readonly BindingModel[];
  /** What it is made of, and why. */
  readonly resources: readonly ResourceModel[];
  /** Limits that hold at run time, by name, with units in the name: `maxConcurrency`, `timeoutSeconds`. */
  readonly limits: Readonly<Record<string, number>>;
}

/** The provider-neutral description of an app. Written as `tradewind.json` beside the output. */
export interface AppModel {
  /** Version of this format: grows by one with each change that a reader has to know of. */
  readonly version: 1;
  /** Every tradewind construct of the app, in the order of their paths. */
  readonly constructs: readonly ConstructModel[];
  /** Resources that belong to no construct alone, such as the API that the functions of a stack share. */
  readonly shared: readonly ResourceModel[];
}

/** What a construct says of itself; its resources are collected from below it. */
export type RecordedModel = Omit<ConstructModel, 'resources'>;
type Explanation = Pick<ResourceModel, 'type' | 'purpose' | 'prop'>;

const models = new WeakMap<IConstruct, RecordedModel>();
const explanations = new WeakMap<IConstruct, Explanation>();

/** Records what a construct is. Called once, at the end of its constructor. */
export function record(construct: IConstruct, model: RecordedModel): void {
  const functions = model.functions.map((fn) => (isEncodedNumber(fn.memory) ? { ...fn, memory: undefined } : fn));
  models.set(construct, { ...model, functions });
}

/** Says why a resource exists. Called where it is made. */
export function explain(resource: IConstruct, explanation: Explanation): void {
  explanations.set(resource, explanation);
}

/** The resources at and below a construct that were explained, but for those that belong to a construct in between. */
function resourcesOf(construct: IConstruct): ResourceModel[] {
  const own = explanations.get(construct);
  return [
    ...(own === undefined ? [] : [{ path: construct.node.path, ...own }]),
    ...construct.node.children.filter((child) => !models.has(child)).flatMap(resourcesOf),
  ];
}

/**
 * Describes every tradewind construct below `scope`, in the order of their paths.
 * Complete as soon as the constructs are made: nothing is synthesized.
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
