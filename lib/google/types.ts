import type { CloudSchedulerJobConfig } from '@cdktf/provider-google/lib/cloud-scheduler-job';
import type {
  Cloudfunctions2FunctionConfig,
  Cloudfunctions2FunctionServiceConfig,
} from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { Bindable } from '../runtime/env-of';

/** What the construct may not lose of the function: who sets it breaks it. */
type FunctionOverrides = Partial<Omit<Cloudfunctions2FunctionConfig, 'buildConfig' | 'serviceConfig' | 'name'>> & {
  /** Settings of the Cloud Run service, which are merged with those that tradewind makes. */
  readonly service?: Partial<Omit<Cloudfunctions2FunctionServiceConfig, 'environmentVariables'>>;
};

/** What Google Cloud puts in the place of the portable types. */
export interface GoogleTypes {
  /** None: each function has an address of its own. */
  api: never;
  /** Id of a notification channel of Cloud Monitoring. */
  topic: string;
  /** None. */
  certificate: never;
  /** None. */
  zone: never;
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
    ApiFunction: { readonly function?: FunctionOverrides };
    ScheduledJob: { readonly function?: FunctionOverrides; readonly schedule?: Partial<CloudSchedulerJobConfig> };
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

export type { FunctionOverrides };
