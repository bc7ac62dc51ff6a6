import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Stack as Terraform would receive it, in the terms of Miniflare. */
export interface SynthesizedStack {
  /** Settings of workers, by the ids of their constructs. */
  readonly workers: ReadonlyMap<string, { readonly name: string }>;
  /** Names of buckets, by the ids of their constructs. */
  readonly buckets: ReadonlyMap<string, string>;
  /** Names of dead-letter queues, by the ids of the constructs of their queues. */
  readonly deadLetters: ReadonlyMap<string, string>;
  /** Queues that have a consumer. */
  readonly consumers: ReadonlyMap<string, object>;
  readonly notifications: readonly Notification[];
}

/** Uploads of which a queue is notified. */
export interface Notification {
  readonly bucket: string;
  readonly queue: string;
  readonly rules: readonly {
    readonly actions: readonly string[];
    readonly prefix?: string;
    readonly suffix?: string;
  }[];
}

interface Resource {
  readonly '//': { readonly metadata: { readonly path: string } };
  // biome-ignore lint/suspicious/noExplicitAny: whatever the resource has
  readonly [attribute: string]: any;
}

type ScriptBinding = Readonly<Record<'name' | 'type', string>> & Readonly<Record<string, string>>;

/** Reads a stack. `secrets` are the values set by hand. */
export function readStack(folder: string, secrets: Readonly<Record<string, string>>): SynthesizedStack {
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const of = (type: string) => Object.entries<Resource>(resource[`cloudflare_${type}`] ?? {});
  /** Target of a reference such as `${cloudflare_queue.Jobs.queue_id}`. */
  const target = (text: string): Resource => {
    const [, type, name] = /^\$\{(\w+)\.(\w+)\.\w+\}$/.exec(text)!;
    return resource[type!][name!];
  };
  const queueName = (text: string): string => target(text).queue_name;
  const consumers = new Map(
    of('queue_consumer').map(([, consumer]) => [queueName(consumer.queue_id), { ...consumer.settings, consumer }]),
  );
  const consumedBy = (owner: Resource) =>
    Object.fromEntries(
      [...consumers]
        .filter(([, { consumer }]) => target(consumer.script_name) === owner)
        .map(([name, settings]) => [name, consumerOf(settings, queueName)]),
    );
  const scripts = of('workers_script').map(([, script]) => {
    const content = readFileSync(path.join(folder, script.content_file), 'utf8');
    const worker = {
      name: script.script_name as string,
      modules: [{ type: 'ESModule', path: script.main_module, contents: content }],
      ...runtimeOf(script, secrets, target),
      queueConsumers: consumedBy(script),
    };
    return [idOf(script), worker] as const;
  });
  // A deployment is a whole version of a worker.
  const deployed = of('workers_deployment').map(([, deployment]) => {
    const version = target(deployment.versions[0].version_id);
    const worker = {
      name: target(deployment.script_name).name as string,
      modules: modulesOf(folder, version),
      ...runtimeOf(version, secrets, target),
      queueConsumers: consumedBy(deployment),
    };
    return [idOf(deployment), worker] as const;
  });
  return {
    workers: new Map([...scripts, ...deployed]),
    buckets: new Map(of('r2_bucket').map(([, bucket]) => [idOf(bucket), bucket.name])),
    deadLetters: new Map(
      of('queue')
        .filter(([, queue]) => queue['//'].metadata.path.endsWith('/DeadLetters'))
        .map(([, queue]) => [idOf(queue), queue.queue_name]),
    ),
    consumers,
    notifications: of('r2_bucket_event_notification').map(([, { bucket_name, queue_id, rules }]) => {
      return { bucket: target(bucket_name).name, queue: queueName(queue_id), rules };
    }),
  };
}

/** Id of the construct that a resource belongs to. */
function idOf(resource: Resource): string {
  return resource['//'].metadata.path.split('/')[1]!;
}

function consumerOf(settings: Resource, queueName: (reference: string) => string) {
  const { batch_size, max_retries, consumer } = settings;
  return {
    maxBatchSize: batch_size,
    // No test waits for a batch here.
    maxBatchTimeout: 0,
    maxRetries: max_retries,
    deadLetterQueue: consumer.dead_letter_queue && queueName(consumer.dead_letter_queue),
  };
}

const MODULE_TYPES: Readonly<Record<string, string>> = {
  'application/javascript+module': 'ESModule',
  'application/wasm': 'CompiledWasm',
};

/** Modules of a version, the main one first. */
function modulesOf(folder: string, { modules, main_module }: Resource): object[] {
  const main = (each: Resource) => Number(each.name === main_module);
  return [...modules]
    .sort((a, b) => main(b) - main(a))
    .map(({ name, content_type, content_file }) => {
      return { type: MODULE_TYPES[content_type], path: name, contents: readFileSync(path.join(folder, content_file)) };
    });
}

function runtimeOf(
  { compatibility_date, compatibility_flags, bindings = [] }: Resource,
  secrets: Readonly<Record<string, string>>,
  target: (reference: string) => Resource,
) {
  return {
    compatibilityDate: compatibility_date,
    compatibilityFlags: compatibility_flags,
    ...workerBindings(bindings, secrets, target),
  };
}

function workerBindings(
  bindings: readonly ScriptBinding[],
  secrets: Readonly<Record<string, string>>,
  target: (reference: string) => Resource,
) {
  const of = (type: string, value: (binding: ScriptBinding) => string) =>
    Object.fromEntries(bindings.filter((each) => each.type === type).map((each) => [each.name, value(each)]));
  const known = ['plain_text', 'r2_bucket', 'queue', 'd1', 'service'];
  const strange = bindings.filter(({ type }) => !known.includes(type));
  if (strange.length > 0) throw new Error(`Bindings that the driver does not support: ${JSON.stringify(strange)}`);
  return {
    bindings: { ...secrets, ...of('plain_text', ({ text }) => text!) },
    r2Buckets: of('r2_bucket', ({ bucket_name }) => target(bucket_name!).name),
    queueProducers: of('queue', ({ queue_name }) => target(queue_name!).queue_name),
    d1Databases: of('d1', ({ id }) => target(id!).name),
    serviceBindings: of('service', ({ service }) => target(service!).script_name),
  };
}
