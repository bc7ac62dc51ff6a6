import type { QueueConsumerSettings } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import type { WorkerVersionConfig } from '@cdktf/provider-cloudflare/lib/worker-version';
import type { WorkersScriptConfig } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { Listed } from '../constructs/overridden';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { IBucket } from './objects/bucket-interface';
import type { cloudflareOverridden } from './overridden';
import type { Queue } from './queue';
import type { CloudflareStateTypes } from './state-types';
import type { Table } from './table';

/** Props of the script that overrides must not change, because the construct depends on them. */
type ScriptOverrides = Partial<
  Omit<WorkersScriptConfig, 'accountId' | 'scriptName' | 'contentFile' | 'contentSha256' | 'mainModule' | 'bindings'>
>;

/** Props of a version that overrides must not change. */
type VersionOverrides = Partial<
  Omit<WorkerVersionConfig, 'accountId' | 'workerId' | 'mainModule' | 'modules' | 'bindings' | 'lifecycle'>
>;

/** A zone of Cloudflare, which holds a domain. */
export interface Zone {
  /** Id of the zone, as the dashboard shows it. */
  readonly id: string;
}

/** Types of Cloudflare for the portable props. */
export interface CloudflareTypes extends ProviderTypes {
  /** None: each worker has its own address. */
  api: never;
  /** None. */
  topic: never;
  /** None: Cloudflare creates it. */
  certificate: never;
  /** The zone of a domain. */
  zone: Zone;
  /** A bucket of tradewind, created by this app or imported. */
  bucket: IBucket;
  /** A table of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a table of any items
  table: Table<any>;
  /** A queue of tradewind. */
  // biome-ignore lint/suspicious/noExplicitAny: a queue of any messages
  queue: Queue<any>;
  /** A bucket, a table, a queue, a secret or an API function of tradewind. */
  bindable: Bindable;
  /** Settings of the Terraform resources that are applied last, by construct and resource. */
  overrides: Listed<
    typeof cloudflareOverridden,
    CloudflareStateTypes['overrides'] & {
      ApiFunction: { readonly script?: ScriptOverrides };
      ScheduledJob: { readonly script?: ScriptOverrides };
      PlainFunction: { readonly script?: ScriptOverrides };
      ImagePipeline: { readonly version?: VersionOverrides; readonly consumer?: QueueConsumerSettings };
      FileProcessor: { readonly script?: ScriptOverrides; readonly consumer?: QueueConsumerSettings };
      QueueWorker: { readonly script?: ScriptOverrides; readonly consumer?: QueueConsumerSettings };
      ChangeProcessor: { readonly script?: ScriptOverrides; readonly consumer?: QueueConsumerSettings };
    }
  >;
}

export type { ScriptOverrides, VersionOverrides };
