import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table as CdkTable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ApiFunction, type ApiFunctionProps, ChangeProcessor, readOnly, Table } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { resolveBindings } from '../../lib/aws/bindings/bindings';

const API = 'test/fixtures/handlers/orders.ts';
const WORKER = 'test/fixtures/handlers/worker.ts';
const indexes = { byStatus: { partitionKey: 'status', sortKey: { name: 'placed', type: 'number' } } } as const;

const optionsOf = (make: (stack: Stack) => unknown) => {
  const stack = new Stack(new App(), 'Shop');
  return resolveBindings({ T: make(stack) as never }).references[0]?.options;
};

function rightsOn(bindings: (stack: Stack) => ApiFunctionProps['bindings']): unknown[] {
  const stack = new Stack(testApp(), 'Shop');
  new ApiFunction(stack, 'Api', { entry: API, auth: 'none', bindings: bindings(stack) });
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => String(Action).startsWith('dynamodb:'));
}

test('an index is a global secondary index with all attributes, and on demand as the table', () => {
  const stack = new Stack(testApp(), 'Shop');
  new Table(stack, 'Orders', { partitionKey: 'id', indexes });
  Template.fromStack(stack).hasResourceProperties('AWS::DynamoDB::GlobalTable', {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byStatus',
        KeySchema: [
          { AttributeName: 'status', KeyType: 'HASH' },
          { AttributeName: 'placed', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    AttributeDefinitions: Match.arrayWith([{ AttributeName: 'placed', AttributeType: 'N' }]),
  });
});

test('a function that can read the table can query the index, and one that can only write cannot', () => {
  const table = (stack: Stack) => new Table(stack, 'Orders', { partitionKey: 'id', indexes });
  const resource = {
    'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching(/^Orders/), 'Arn'] }, '/index/byStatus']],
  };
  for (const make of [table, (stack: Stack) => readOnly(table(stack))])
    expect(rightsOn((stack) => ({ ORDERS: make(stack) }))).toContainEqual(
      expect.objectContaining({ Action: 'dynamodb:Query', Resource: resource }),
    );
  expect(JSON.stringify(rightsOn((stack) => ({ ORDERS: table(stack) })))).not.toMatch(/\/index\/\*/);
});

test.each<[string, (stack: Stack) => unknown]>([
  ['a Table', (stack) => new Table(stack, 'T', { partitionKey: 'id', indexes })],
  [
    'a Table of the CDK',
    (stack) => {
      const table = new CdkTable(stack, 'T', { partitionKey: { name: 'id', type: AttributeType.STRING } });
      table.addGlobalSecondaryIndex({
        indexName: 'byStatus',
        partitionKey: { name: 'status', type: AttributeType.STRING },
        sortKey: { name: 'placed', type: AttributeType.NUMBER },
      });
      return table;
    },
  ],
  [
    'a TableV2 of the CDK',
    (stack) =>
      new TableV2(stack, 'T', {
        partitionKey: { name: 'id', type: AttributeType.STRING },
        globalSecondaryIndexes: [
          {
            indexName: 'byStatus',
            partitionKey: { name: 'status', type: AttributeType.STRING },
            sortKey: { name: 'placed', type: AttributeType.NUMBER },
          },
        ],
      }),
  ],
  [
    'an imported table with its keys',
    (stack) => Table.fromTableName(stack, 'T', { tableName: 'theirs', partitionKey: 'id', indexes }),
  ],
])('the client knows the keys and the indexes of %s', (_name, make) => {
  expect(optionsOf(make)).toMatchObject({
    partitionKey: 'id',
    indexes: { byStatus: { partitionKey: { name: 'status' }, sortKey: { name: 'placed' } } },
  });
});

test('an imported table is bound with permissions on it and its indexes, and its stream is processed', () => {
  const tableStreamArn = 'arn:aws:dynamodb:eu-north-1:123456789012:table/theirs/stream/2026-01-01T00:00:00.000';
  const made = (stack: Stack) =>
    Table.fromTableName(stack, 'T', { tableName: 'theirs', tableStreamArn, partitionKey: 'id', indexes });
  expect(JSON.stringify(rightsOn((stack) => ({ THEIRS: made(stack) })))).toMatch(/table\/theirs\/index\/byStatus/);
  const stack = new Stack(testApp(), 'Shop');
  new ChangeProcessor(stack, 'Index', { entry: WORKER, table: made(stack) });
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    EventSourceArn: tableStreamArn,
  });
});

test.each<[string, object]>([
  ['a name that a provider does not take', { 'by-status': { partitionKey: 'status' } }],
  ['a key that is no name', { byStatus: { partitionKey: 'a.b' } }],
  ['one attribute twice', { byStatus: { partitionKey: 'status', sortKey: 'status' } }],
  ['two types of one attribute', { byId: { partitionKey: { name: 'id', type: 'number' } } }],
])('an index with %s is refused', (_name, given) => {
  const stack = new Stack(new App(), 'Shop');
  expect(() => new Table(stack, 'T', { partitionKey: 'id', indexes: given as never })).toThrow(/TABLE_(INDEX|KEY)/);
});
