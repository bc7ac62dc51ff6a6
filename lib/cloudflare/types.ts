import type { D1DatabaseConfig } from '@cdktf/provider-cloudflare/lib/d1-database';
import type { QueueConfig } from '@cdktf/provider-cloudflare/lib/queue';
import type { QueueConsumerSettings } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import type { R2BucketConfig } from '@cdktf/provider-cloudflare/lib/r2-bucket';
import type { WorkerVersionConfig } from '@cdktf/provider-cloudflare/lib/worker-version';
import type { WorkersScriptConfig } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { Bindable } from '../runtime/env-of';
import type { IBucket } from './bucket';
import type { Queue } from './queue';
import type { Table } from './table';

/** What the construct may not lose of the script: who sets it breaks it. */
type ScriptOverrides = Partial<
  Omit<WorkersScriptConfig, 'accountId' | 'scriptName' | 'contentFile' | 'contentSha256' | 'mainModule' | 'bindings'>
>;

/** What the construct may not lose of a version. */
type VersionOverrides = Partial<
  Omit<WorkerVersionConfig, 'accountId' | 'workerId' | 'mainModule' | 'modules' | 'bindings' | 'lifecycle'>
>;

/** Settings of a queue that have the last word. */
type QueueOverrides = Partial<Omit<QueueConfig, 'accountId'>>;

/** A zone of Cloudflare, which holds a domain. */
export interface Zone {
  /** Id of the zone, as the dashboard shows it. */
  readonly id: string;
}

/** What Cloudflare puts in the place of the portable types. */
export interface CloudflareTypes {
  /** None: each worker has an address of its own. */
  api: never;
  /** None. */
  topic: never;
  /** None: Cloudflare makes it. */
  certificate: never;
  /** The zone of a domain. */
  zone: Zone;
  /** A bucket of tradewind, made or adopted. */
  bucket: IBucket;
  /** A table of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a table of whatever items
  table: Table<any>;
  /** A queue of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue of whatever messages
  queue: Queue<any>;
  /** A bucket, a table, a queue, a secret or an API function of tradewind. */
  bindable: Bindable;
  /** Settings of the Terraform resources that have the last word, by construct and resource. */
  overrides: {
    ApiFunction: { readonly script?: ScriptOverrides };
    ScheduledJob: { readonly script?: ScriptOverrides };
    PlainFunction: { readonly script?: ScriptOverrides };
    ImagePipeline: { readonly version?: VersionOverrides; readonly consumer?: QueueConsumerSettings };
    FileProcessor: { readonly script?: ScriptOverrides; readonly consumer?: QueueConsumerSettings };
    QueueWorker: { readonly script?: ScriptOverrides; readonly consumer?: QueueConsumerSettings };
    ChangeProcessor: { readonly script?: ScriptOverrides; readonly consumer?: QueueConsumerSettings };
    Bucket: { readonly bucket?: Partial<Omit<R2BucketConfig, 'accountId'>> };
    Table: { readonly database?: Partial<Omit<D1DatabaseConfig, 'accountId'>> };
    Queue: { readonly queue?: QueueOverrides; readonly deadLetterQueue?: QueueOverrides };
    Secret: {
      /**
       * Name under which workers have the value.
       * @default - made of the construct path: `SHOP_API_KEY` for `Shop/ApiKey`
       */
      readonly variable?: string;
    };
  };
}

export type { ScriptOverrides, VersionOverrides };
