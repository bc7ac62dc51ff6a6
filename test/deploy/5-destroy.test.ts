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

test('the stacks go, and take all but the originals with them', async () => {
  const source = output('Gallery', 'SourceBucket');
  // CloudFormation deletes no bucket that holds something.
  await Promise.all([output('Gallery', 'ResultsBucket'), output('Report', 'ReportsBucket')].map(empty));
  runCdk('destroy', '--all', '--force');
  expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const names = buckets.map(({ Name: name }) => name).filter((name) => !name?.startsWith('cdk-'));
  expect(names).toEqual([source]);
}, 120_000);
