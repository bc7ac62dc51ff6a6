import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectsCommand, ListBucketsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { lambda, s3 } from './account';
import { output, runCdk } from './cdk';

async function empty(bucket: string): Promise<void> {
  const { Versions: versions = [], DeleteMarkers: markers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: bucket }),
  );
  const objects = [...versions, ...markers].map(({ Key, VersionId }) => ({ Key: Key as string, VersionId }));
  if (objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects } }));
}

async function bucketNames(): Promise<string[]> {
  const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
  // The test of renames and removals deliberately leaves its retained state.
  return buckets.map(({ Name: name = '' }) => name).filter((name) => !/^(cdk|lifecycle)-/.test(name));
}

test('the stacks are deleted, with everything but originals and failures', async () => {
  const [source, before] = [output('Gallery', 'SourceBucket'), await bucketNames()];
  const kept = before.filter(
    (name) => name === source || /^shop-(photos|readprices)source|^shop-countordersfailures/.test(name),
  );
  expect(kept).toHaveLength(4);
  // CloudFormation deletes only empty buckets.
  const documents = before.filter((name) => name.startsWith('shop-documents'));
  const outputs = { Gallery: 'ResultsBucket', Report: 'ReportsBucket', Orders: 'FilesBucket' };
  const emptied = Object.entries(outputs).map(([stack, name]) => output(stack, name));
  await Promise.all([...emptied, ...documents].map(empty));
  runCdk('destroy', '--all', '--force');
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  expect((await bucketNames()).sort()).toEqual(kept.sort());
}, 120_000);
