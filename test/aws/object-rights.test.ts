import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { ImagePipeline, ScheduledJob } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';

const newStack = () => new Stack(testApp(), 'Shop');
const newRole = (stack: Stack) => new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
const variants = { thumb: { width: 200 } };

/** Actions that the policy whose logical id begins with `start` allows, each with its resource. */
function rightsOf(stack: Stack, start: string): string[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  const [, policy] = policies.find(([id]) => id.startsWith(start))!;
  return policy.Properties.PolicyDocument.Statement.map((statement: { Action: string; Resource: unknown }) => {
    return `${statement.Action} ${JSON.stringify(statement.Resource).replaceAll('"', '')}`;
  });
}

describe('permissions on images', () => {
  test('to upload', () => {
    const stack = newStack();
    new ImagePipeline(stack, 'Photos', { variants }).grantUpload(newRole(stack));
    expect(rightsOf(stack, 'Role')).toEqual([
      expect.stringMatching(/^s3:PutObject,s3:AbortMultipartUpload .*PhotosSource\w+,Arn\]},\/\*\]\]}$/),
    ]);
  });

  test('to read', () => {
    const stack = newStack();
    new ImagePipeline(stack, 'Photos', { variants }).grantRead(newRole(stack));
    expect(rightsOf(stack, 'Role')).toEqual([
      expect.stringMatching(/^s3:GetObject .*PhotosResults\w+,Arn\]},\/\*\]\]}$/),
      expect.stringMatching(/^s3:ListBucket {Fn::GetAtt:\[PhotosResults\w+,Arn\]}$/),
    ]);
  });

  test('come with those on the KMS key of a bucket', () => {
    const stack = newStack();
    const encrypted = (id: string) =>
      new Bucket(stack, id, { encryption: BucketEncryption.KMS, encryptionKey: new Key(stack, `${id}Key`) });
    new ImagePipeline(stack, 'Photos', { variants, source: encrypted('In'), results: encrypted('Out') });
    expect(rightsOf(stack, 'PhotosRole')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^kms:Decrypt {Fn::GetAtt:\[InKey/),
        expect.stringMatching(/^kms:Decrypt,kms:GenerateDataKey {Fn::GetAtt:\[OutKey/),
      ]),
    );
  });
});

test('a job can be run, but not each of its versions', () => {
  const stack = newStack();
  const job = new ScheduledJob(stack, 'Job', { entry: 'test/fixtures/handlers/job.ts', schedule: 'every hour' });
  job.grantInvoke(newRole(stack));
  expect(rightsOf(stack, 'Role').join()).not.toContain('*');
});
