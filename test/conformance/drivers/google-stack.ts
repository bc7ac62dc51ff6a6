import { readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Stack as Terraform would receive it, with references to other resources filled in. */
export interface GoogleResources {
  readonly functions: readonly SynthesizedFunction[];
  readonly subscriptions: readonly Subscription[];
  readonly notifications: readonly Notification[];
  /** Names of buckets by the ids of their constructs. */
  readonly buckets: ReadonlyMap<string, string>;
}

export interface SynthesizedFunction {
  /** Id of its construct. */
  readonly id: string;
  readonly zip: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Request that Cloud Scheduler would send. */
  readonly body?: string;
  /** Name of the database whose documents trigger it. */
  readonly database?: string;
}

export interface Subscription {
  /** Id of its construct. */
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly pushEndpoint?: string;
  readonly deadLetterTopic?: string;
  readonly attempts: number;
}

export interface Notification {
  readonly bucket: string;
  readonly topic: string;
  readonly eventTypes: readonly string[];
  readonly prefix: string;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a resource has
type Resource = Record<string, any>;

/** Reads a stack. `urlOf` returns the address of a function, by the id of its construct. */
export function readGoogleStack(folder: string, urlOf: (id: string) => string): GoogleResources {
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const of = (type: string): Resource[] => Object.values(resource[`google_${type}`] ?? {});
  const known = (type: string, entry: Resource, attribute: string): string => {
    if (type === 'google_cloudfunctions2_function') return urlOf(idOf(entry));
    if (attribute === 'name' && entry.name !== undefined) return entry.name;
    if (type === 'google_pubsub_topic') return `projects/test-4711/topics/${entry.name}`;
    if (type === 'google_firestore_database') return `projects/test-4711/databases/${entry.name}`;
    if (type === 'google_secret_manager_secret') return `projects/test-4711/secrets/${entry.secret_id}`;
    throw new Error(`The driver does not support ${attribute} of ${type}`);
  };
  const resolve = (text: string): string =>
    text.replace(/\$\{(google_\w+)\.(\w+)\.([^}]+)\}/g, (_, type, name, attribute) =>
      known(type, resource[type][name], attribute),
    );
  const objects = new Map(of('storage_bucket_object').map((object) => [idOf(object), object.source]));
  const bodies = new Map(of('cloud_scheduler_job').map((job) => [idOf(job), job.http_target.body]));
  return {
    functions: of('cloudfunctions2_function').map((fn) => {
      const id = idOf(fn);
      const encoded = bodies.get(id);
      const variables = Object.entries<string>(fn.service_config.environment_variables ?? {});
      const filters: { attribute: string; value: string }[] = fn.event_trigger?.event_filters ?? [];
      const database = filters.find(({ attribute }) => attribute === 'database')?.value;
      return {
        id,
        zip: path.join(folder, objects.get(id)!),
        environment: Object.fromEntries(variables.map(([name, value]) => [name, resolve(value)])),
        body: encoded && Buffer.from(encoded, 'base64').toString(),
        database: database && resolve(database),
      };
    }),
    subscriptions: of('pubsub_subscription').map((subscription) => ({
      id: idOf(subscription),
      name: subscription.name,
      topic: resolve(subscription.topic),
      pushEndpoint: subscription.push_config && resolve(subscription.push_config.push_endpoint),
      deadLetterTopic: subscription.dead_letter_policy && resolve(subscription.dead_letter_policy.dead_letter_topic),
      attempts: subscription.dead_letter_policy?.max_delivery_attempts ?? 1,
    })),
    notifications: of('storage_notification').map((each) => ({
      bucket: resolve(each.bucket),
      topic: resolve(each.topic),
      eventTypes: each.event_types,
      prefix: each.object_name_prefix ?? '',
    })),
    buckets: new Map(of('storage_bucket').map((bucket) => [idOf(bucket), bucket.name])),
  };
}

/** Id of the construct that a resource belongs to. */
function idOf(entry: Resource): string {
  return entry['//'].metadata.path.split('/')[1]!;
}
