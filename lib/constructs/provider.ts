import type { ConstructName, StateName } from '../catalogue';

/**
 * Types of a provider's own resources that the portable props accept. Each provider declares them once; the keys of the
 * props are the same everywhere.
 */
export interface ProviderTypes {
  /** An HTTP API that several functions share. */
  api: unknown;
  /** A target of alarms. */
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
  /** Anything with a client: buckets, tables, queues, secrets, functions. */
  bindable: unknown;
  /** Props of the provider's library that are applied last, per construct. */
  overrides: Record<ConstructName, object>;
}

/** The part of {@link ProviderTypes} that the props of state need: they name no construct of the provider. */
export interface StateTypes {
  /** Props of the provider's library that are applied last, per construct. */
  overrides: Pick<ProviderTypes['overrides'], StateName>;
}
