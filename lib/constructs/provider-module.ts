import { Construct } from 'constructs';
import type { Complete } from '../catalogue';
import type {
  BucketClient,
  BucketReader,
  BucketWriter,
  FunctionClient,
  InvokeClient,
  QueueClient,
  SecretClient,
  TableClient,
  TableReader,
  TableWriter,
} from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import type { ApiFunctionProps } from './api-function';
import type { ChangeProcessorProps } from './change-processor';
import type { FileProcessorProps } from './file-processor';
import type { ImagePipelineProps } from './image-pipeline';
import type { PlainFunctionProps } from './plain-function';
import type { QueueWorkerProps } from './queue-worker';
import type { ScheduledJobProps } from './scheduled-job';
import type { BucketProps, QueueProps, SecretProps, TableProps } from './state';

// Classes rather than construct signatures: each provider narrows the types that its props leave open.

/**
 * An `ApiFunction` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortableApiFunction extends Construct implements Bindable<FunctionClient> {
  readonly '~clients'?: ClientTypes<FunctionClient>;
  /** The address of the API. */
  readonly url: string;
  constructor(scope: Construct, id: string, props: ApiFunctionProps);
}
/**
 * A `ScheduledJob` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortableScheduledJob extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledJobProps);
}
/**
 * A `PlainFunction` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortablePlainFunction<Event = unknown, Result = unknown>
  extends Construct
  implements Bindable<InvokeClient<Event, Result>>
{
  readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;
  constructor(scope: Construct, id: string, props: PlainFunctionProps);
}
/**
 * An `ImagePipeline` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortableImagePipeline extends Construct {
  /** Bucket of the variants. Bind it with `readOnly` to serve them. */
  readonly results: Bindable<BucketClient, BucketReader, BucketWriter>;
  constructor(scope: Construct, id: string, props: ImagePipelineProps);
}
/**
 * A `FileProcessor` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortableFileProcessor extends Construct {
  constructor(scope: Construct, id: string, props: FileProcessorProps);
}
/**
 * A `QueueWorker` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortableQueueWorker extends Construct {
  constructor(scope: Construct, id: string, props: QueueWorkerProps);
}
/**
 * A `ChangeProcessor` of any provider, with the members that all providers have. Declarations of code that accepts a
 * `ProviderModule` refer to it.
 */
export declare class PortableChangeProcessor extends Construct {
  constructor(scope: Construct, id: string, props: ChangeProcessorProps);
}
/**
 * A `Bucket` of any provider, with the members that all providers have. Declarations of code that accepts a `ProviderModule`
 * refer to it.
 */
export declare class PortableBucket extends Construct implements Bindable<BucketClient, BucketReader, BucketWriter> {
  readonly '~clients'?: ClientTypes<BucketClient, BucketReader, BucketWriter>;
  constructor(scope: Construct, id: string, props?: BucketProps);
}
/**
 * A `Table` of any provider, with the members that all providers have. Declarations of code that accepts a `ProviderModule`
 * refer to it.
 */
export declare class PortableTable<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>
{
  readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;
  constructor(scope: Construct, id: string, props: TableProps);
}
/**
 * A `Queue` of any provider, with the members that all providers have. Declarations of code that accepts a `ProviderModule`
 * refer to it.
 */
export declare class PortableQueue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>> {
  readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  constructor(scope: Construct, id: string, props?: QueueProps);
}
/**
 * A `Secret` of any provider, with the members that all providers have. Declarations of code that accepts a `ProviderModule`
 * refer to it.
 */
export declare class PortableSecret extends Construct implements Bindable<SecretClient> {
  readonly '~clients'?: ClientTypes<SecretClient>;
  constructor(scope: Construct, id: string, props?: SecretProps);
}

/** Functions of `portable.ts`, which every provider's entry point exports under the same names. */
type PortableFunctions = typeof import('./portable');

type Constructs = Complete<{
  /** Runs a function for HTTP requests. */
  readonly ApiFunction: typeof PortableApiFunction;
  /** Runs a function on a schedule. */
  readonly ScheduledJob: typeof PortableScheduledJob;
  /** Runs a function when other services or code invoke it. */
  readonly PlainFunction: typeof PortablePlainFunction;
  /** Creates variants of uploaded images. */
  readonly ImagePipeline: typeof PortableImagePipeline;
  /** Runs a function for uploaded objects. */
  readonly FileProcessor: typeof PortableFileProcessor;
  /** Runs a function for the messages of a queue. */
  readonly QueueWorker: typeof PortableQueueWorker;
  /** Runs a function for the changes of a table. */
  readonly ChangeProcessor: typeof PortableChangeProcessor;
  /** Stores objects. */
  readonly Bucket: typeof PortableBucket;
  /** Stores items. */
  readonly Table: typeof PortableTable;
  /** Stores messages until they are processed. */
  readonly Queue: typeof PortableQueue;
  /** Stores a confidential value. */
  readonly Secret: typeof PortableSecret;
}>;

/**
 * The common exports of every provider's entry: `import * as aws from 'tradewind/aws'` is one. A function that takes it
 * declares an app for any provider.
 *
 * @example
 * export function declareShop({ Table, ApiFunction }: ProviderModule, scope: Construct) {
 *   const orders = new Table<Order>(scope, 'Orders', { partitionKey: 'id' });
 *   new ApiFunction(scope, 'Api', { entry: 'src/api.ts', auth: 'none', bindings: { ORDERS: orders } });
 * }
 */
export interface ProviderModule extends PortableFunctions, Constructs {}
