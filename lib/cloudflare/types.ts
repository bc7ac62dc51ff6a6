import type { WorkersScriptConfig } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { Bindable } from '../runtime/env-of';

/** What the construct may not lose of the script: who sets it breaks it. */
type ScriptOverrides = Partial<
  Omit<WorkersScriptConfig, 'accountId' | 'scriptName' | 'contentFile' | 'contentSha256' | 'mainModule' | 'bindings'>
>;

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
  /** None yet. */
  bucket: never;
  /** None yet. */
  table: never;
  /** None yet. */
  queue: never;
  /** None yet. */
  bindable: Bindable;
  /** Settings of the Terraform resources that have the last word, by construct and resource. */
  overrides: {
    ApiFunction: { readonly script?: ScriptOverrides };
    ScheduledJob: { readonly script?: ScriptOverrides };
    ImagePipeline: object;
    FileProcessor: object;
    QueueWorker: object;
    ChangeProcessor: object;
    Bucket: object;
    Table: object;
    Queue: object;
    Secret: object;
  };
}

export type { ScriptOverrides };
