/** The constructs of the catalogue. */
export type ConstructName =
  | 'ApiFunction'
  | 'ScheduledJob'
  | 'PlainFunction'
  | 'ImagePipeline'
  | 'FileProcessor'
  | 'QueueWorker'
  | 'ChangeProcessor'
  | 'Bucket'
  | 'Table'
  | 'Queue'
  | 'Secret';

/**
 * What the portable props leave to the provider: its own types for resources that a user may pass in.
 * Every provider folder fills this in once; the keys of the props stay the same everywhere.
 */
export interface ProviderTypes {
  /** An HTTP API that several functions share. */
  api: unknown;
  /** Where alarms are sent. */
  topic: unknown;
  /** A TLS certificate. */
  certificate: unknown;
  /** A DNS zone. */
  zone: unknown;
  /** A bucket of objects. */
  bucket: unknown;
  /** A table of items. */
  table: unknown;
  /** A queue of messages. */
  queue: unknown;
  /** Whatever a function may be given a client of: buckets, tables, queues, secrets, functions. */
  bindable: unknown;
  /** Last-word settings of the provider's library, per construct. */
  overrides: Record<ConstructName, object>;
}

/** The part of {@link ProviderTypes} that the props of state need: they name no construct of the provider. */
export interface StateTypes {
  /** Last-word settings of the provider's library, per construct. */
  overrides: Pick<ProviderTypes['overrides'], 'Bucket' | 'Table' | 'Queue' | 'Secret'>;
}
