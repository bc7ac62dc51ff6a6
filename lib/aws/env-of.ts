import type { Table as CdkTable, ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type {
  BucketClient,
  BucketReader,
  BucketWriter,
  FunctionClient,
  KeylessTableClient,
  QueueClient,
  SecretClient,
  TableClient,
  TableReader,
  TableWriter,
} from '../runtime/clients';
import type { Access, Bindable, ClientOf, ClientTypes, Restricted } from '../runtime/env-of';

/** Clients of constructs of the CDK. */
type CdkClients<Target> = Target extends IBucket
  ? ClientTypes<BucketClient, BucketReader, BucketWriter>
  : Target extends ITable
    ? TableTypes<Target>
    : Target extends IQueue
      ? ClientTypes<QueueClient>
      : Target extends ISecret
        ? ClientTypes<SecretClient>
        : Target extends IFunction
          ? ClientTypes<FunctionClient>
          : never;

/** The classes of the CDK have keys. The keys of a plain `ITable`, such as an imported table, are unknown. */
type TableTypes<Target> = Target extends CdkTable | TableV2
  ? ClientTypes<TableClient, TableReader, TableWriter>
  : ClientTypes<
      KeylessTableClient,
      Omit<KeylessTableClient, 'put' | 'delete'>,
      Pick<KeylessTableClient, 'put' | 'delete' | 'raw'>
    >;

type CdkClientOf<Target, Allowed extends Access> = CdkClients<Target>[Allowed];
type IsCdk<Target> = Target extends IBucket | ITable | IQueue | ISecret | IFunction ? true : false;

type AwsClientOf<Binding> =
  Binding extends Restricted<infer Target, infer Allowed>
    ? IsCdk<Target> extends true
      ? CdkClientOf<Target, Allowed>
      : ClientOf<Binding>
    : IsCdk<Binding> extends true
      ? CdkClientOf<Binding, 'readwrite'>
      : Binding extends Bindable
        ? ClientOf<Binding>
        : unknown;

/**
 * The `env` of a handler, inferred from the bindings of its construct, which can include constructs of the CDK. For
 * constructs of tradewind alone, `EnvOf` of `tradewind/runtime` is the same, and names no provider.
 */
export type EnvOf<Bindings> = { readonly [Name in keyof Bindings]: AwsClientOf<Bindings[Name]> };
