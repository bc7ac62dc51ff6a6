import type { CloudSchedulerJobConfig } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import type {
  Cloudfunctions2FunctionConfig,
  Cloudfunctions2FunctionServiceConfig,
} from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { Listed } from '../constructs/overridden';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { IBucket } from './objects/bucket-interface';
import type { googleOverridden } from './overridden';
import type { Queue } from './queue';
import type { AlarmChannel } from './stack/alarm-channel';
import type { GoogleStateTypes, SubscriptionOverrides } from './state-types';
import type { Table } from './table';

/** Props of the function that overrides must not change, because the construct depends on them. */
type FunctionOverrides = Partial<Omit<Cloudfunctions2FunctionConfig, 'buildConfig' | 'serviceConfig' | 'name'>> & {
  /** Settings of the Cloud Run service, which are merged with those of tradewind. */
  readonly service?: Partial<Omit<Cloudfunctions2FunctionServiceConfig, 'environmentVariables'>>;
};

/** Types of Google Cloud for the portable props. */
export interface GoogleTypes extends ProviderTypes {
  /** None: each function has its own address. */
  api: never;
  /** A notification channel of Cloud Monitoring, or its name. */
  topic: AlarmChannel;
  /** None. */
  certificate: never;
  /** None. */
  zone: never;
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
    typeof googleOverridden,
    GoogleStateTypes['overrides'] & {
      ApiFunction: { readonly function?: FunctionOverrides };
      ScheduledJob: { readonly function?: FunctionOverrides; readonly schedule?: Partial<CloudSchedulerJobConfig> };
      PlainFunction: { readonly function?: FunctionOverrides };
      ImagePipeline: { readonly function?: FunctionOverrides; readonly subscription?: SubscriptionOverrides };
      FileProcessor: { readonly function?: FunctionOverrides; readonly subscription?: SubscriptionOverrides };
      QueueWorker: { readonly function?: FunctionOverrides };
      ChangeProcessor: { readonly function?: FunctionOverrides };
    }
  >;
}

export type { FunctionOverrides };
