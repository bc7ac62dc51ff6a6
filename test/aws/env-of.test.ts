import type { Table as CdkTable, ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ProviderModule } from 'tradewind';
import type {
  ApiFunction,
  EnvOf as AwsEnvOf,
  Bucket,
  ImagePipeline,
  ImportedTable,
  Queue,
  readOnly,
  Secret,
  Table,
} from 'tradewind/aws';
import type {
  BucketClient,
  BucketReader,
  EnvOf,
  FunctionClient,
  KeylessTableClient,
  QueueClient,
  SecretClient,
  TableClient,
  TableReader,
} from 'tradewind/runtime';

interface Order {
  readonly id: string;
}
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(yes: Same<A, B>) => yes;

// What is wrong here does not compile, which `npm run check` says; the test shows that it was looked at.
test('env is inferred from the bindings', () => {
  type Env = EnvOf<{
    ORDERS: Table<Order>;
    PAST: ReturnType<typeof readOnly<Table<Order>>>;
    PHOTOS: ReturnType<typeof readOnly<Bucket>>;
    JOBS: Queue<{ order: Order }>;
    KEY: Secret;
    API: ApiFunction;
  }>;
  const facts = [
    same<Env['ORDERS'], TableClient<Order>>(true),
    same<Env['PAST'], TableReader<Order>>(true),
    same<Env['PHOTOS'], BucketReader>(true),
    same<Env['JOBS'], QueueClient<{ order: Order }>>(true),
    same<Env['KEY'], SecretClient>(true),
    same<Env['API'], FunctionClient>(true),
  ];
  expect(facts).not.toContain(false);
});

test('constructs of the CDK are known to the EnvOf of AWS', () => {
  type Env = AwsEnvOf<{
    FILES: IBucket;
    PHOTOS: ReturnType<typeof readOnly<IBucket>>;
    ITEMS: CdkTable;
    ORDERS: Table<Order>;
  }>;
  const facts = [
    same<Env['FILES'], BucketClient>(true),
    same<Env['PHOTOS'], BucketReader>(true),
    same<Env['ITEMS'], TableClient>(true),
    same<Env['ORDERS'], TableClient<Order>>(true),
  ];
  expect(facts).not.toContain(false);
});

test('the variants of a pipeline are a bucket, on AWS and on any provider', () => {
  type AnyPipeline = InstanceType<ProviderModule['ImagePipeline']>;
  type Bindings = {
    MINE: ReturnType<typeof readOnly<ImagePipeline['results']>>;
    ANY: ReturnType<typeof readOnly<AnyPipeline['results']>>;
  };
  const facts = [
    same<EnvOf<Bindings>['MINE'], BucketReader>(true),
    same<AwsEnvOf<Bindings>['MINE'], BucketReader>(true),
    same<EnvOf<Bindings>['ANY'], BucketReader>(true),
    same<AwsEnvOf<Bindings>['ANY'], BucketReader>(true),
  ];
  expect(facts).not.toContain(false);
});

test('what was bound to be read cannot be written to', () => {
  const write = (env: EnvOf<{ PHOTOS: ReturnType<typeof readOnly<Bucket>> }>) =>
    // @ts-expect-error there is no put
    env.PHOTOS.put('key', 'text');
  expect(write).toBeInstanceOf(Function);
});

test('a table that was imported without its keys has no query in its type, one with its keys has', () => {
  type Env = AwsEnvOf<{ ALONE: ITable; OURS: ImportedTable<Order>; CDK: CdkTable; V2: TableV2 }>;
  expect([
    same<Env['ALONE'], KeylessTableClient>(true),
    same<Env['OURS'], TableClient<Order>>(true),
    same<Env['CDK'], TableClient>(true),
    same<Env['V2'], TableClient>(true),
  ]).not.toContain(false);
});
