import { Match, Template } from 'aws-cdk-lib/assertions';
import { testApp } from 'tradewind/testing';
import list from './list';
import { GalleryStack } from './stack';

const template = Template.fromStack(new GalleryStack(testApp(), 'Gallery'));

test('what is made', () => {
  template.resourceCountIs('AWS::S3::Bucket', 2); // originals, variants
  template.resourceCountIs('AWS::SQS::Queue', 2); // uploads that wait, and those that were given up
  template.resourceCountIs('AWS::Lambda::Function', 3); // images, uploads, list
  template.resourceCountIs('AWS::Events::Rule', 1);
  template.resourceCountIs('AWS::CloudFront::Distribution', 1);
  template.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
});

test('both buckets are private, and only the CDN may read variants from outside', () => {
  template.allResourcesProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } }),
      ]),
    },
  });
});

test('uploads and deletions of originals wake the pipeline', () => {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  expect(rule?.Properties.EventPattern['detail-type']).toEqual(['Object Created', 'Object Deleted']);
});

test('who may call what', () => {
  const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
  expect(
    Object.fromEntries(routes.map(({ Properties: route }) => [route.RouteKey, route.AuthorizationType])),
  ).toMatchInlineSnapshot(`
{
  "GET /photos": "NONE",
  "POST /uploads": "AWS_IAM",
}
`);
});

test('the list may read variants, and nothing else', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const ofList = policies.find(({ Properties }) => Properties.PolicyName.startsWith('ListRole'));
  const actions = ofList?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action);
  expect(actions.sort()).toEqual(['s3:GetObject', 's3:ListBucket']);
});

test('the list names the variants of each photo, page by page', async () => {
  const pages: Record<string, object> = {
    first: { objects: [{ key: 'cats/tom 1.jpg/thumb.webp' }, { key: 'cats/tom 1.jpg/full.avif' }], cursor: 'second' },
    second: { objects: [{ key: 'dog.png/thumb.webp' }] },
  };
  const RESULTS = { list: async ({ cursor = 'first' }) => pages[cursor] };
  const ask = async (url: string) =>
    (await list.fetch(new Request(url), { RESULTS, CDN: 'cdn.example' } as never)).json();
  expect(await ask('https://gallery.example/photos')).toEqual({
    photos: {
      'cats/tom 1.jpg': {
        thumb: 'https://cdn.example/cats/tom%201.jpg/thumb.webp',
        full: 'https://cdn.example/cats/tom%201.jpg/full.avif',
      },
    },
    next: 'second',
  });
  expect(await ask('https://gallery.example/photos?after=second')).toEqual({
    photos: { 'dog.png': { thumb: 'https://cdn.example/dog.png/thumb.webp' } },
  });
});
