import type { FirestoreDatabaseConfig } from '@cdktf/provider-google/lib/firestore-database';
import type { PubsubSubscriptionConfig } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { SecretManagerSecretConfig } from '@cdktf/provider-google/lib/secret-manager-secret';
import type { StorageBucketConfig } from '@cdktf/provider-google/lib/storage-bucket';
import type { StateTypes } from '../constructs/provider';

/** Settings of a subscription that are applied last; the construct needs the others. */
export type SubscriptionOverrides = Partial<Omit<PubsubSubscriptionConfig, 'topic' | 'pushConfig'>>;

/** Types of Google Cloud in the props of buckets, tables, queues and secrets. */
export interface GoogleStateTypes extends StateTypes {
  /** Settings that are applied last, by construct. */
  overrides: {
    Bucket: { readonly bucket?: Partial<StorageBucketConfig> };
    Table: { readonly database?: Partial<FirestoreDatabaseConfig> };
    Queue: { readonly subscription?: SubscriptionOverrides };
    Secret: { readonly secret?: Partial<SecretManagerSecretConfig> };
  };
}
