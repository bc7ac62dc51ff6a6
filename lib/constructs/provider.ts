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
  /** Last-word settings of the provider's library, per construct. */
  overrides: { ApiFunction: object; ScheduledJob: object; ImagePipeline: object };
}
