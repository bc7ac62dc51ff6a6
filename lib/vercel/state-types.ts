import type { SecretOverrides } from '../build-output/variable-secret';
import type { StateTypes } from '../constructs/provider';

/** Types of Vercel in the props of buckets, tables, queues and secrets. */
export interface VercelStateTypes extends StateTypes {
  /** Settings that are applied last, by construct. */
  overrides: {
    Bucket: object;
    Table: object;
    Queue: object;
    Secret: SecretOverrides;
  };
}
