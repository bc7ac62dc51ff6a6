import type { D1DatabaseConfig } from '@cdktf/provider-cloudflare/lib/d1-database';
import type { QueueConfig } from '@cdktf/provider-cloudflare/lib/queue';
import type { R2BucketConfig } from '@cdktf/provider-cloudflare/lib/r2-bucket';
import type { StateTypes } from '../constructs/provider';

/** Settings of a queue that are applied last. */
type QueueOverrides = Partial<Omit<QueueConfig, 'accountId'>>;

/** Types of Cloudflare in the props of buckets, tables, queues and secrets. */
export interface CloudflareStateTypes extends StateTypes {
  /** Settings that are applied last, by construct. */
  overrides: {
    Bucket: { readonly bucket?: Partial<Omit<R2BucketConfig, 'accountId'>> };
    Table: { readonly database?: Partial<Omit<D1DatabaseConfig, 'accountId'>> };
    Queue: { readonly queue?: QueueOverrides; readonly deadLetterQueue?: QueueOverrides };
    Secret: {
      /**
       * Name under which workers have the value.
       * @default - derived from the construct path: `SHOP_API_KEY` for `Shop/ApiKey`
       */
      readonly variable?: string;
    };
  };
}
