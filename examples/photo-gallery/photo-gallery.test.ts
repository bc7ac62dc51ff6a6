import { tmpdir } from 'node:os';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describeApp } from 'tradewind';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import * as netlify from 'tradewind/netlify';
import type { Context } from 'tradewind/runtime';
import { testApp } from 'tradewind/testing';
import * as vercel from 'tradewind/vercel';
import { declareGallery } from './gallery';
import photos from './photos';
import { GalleryStack } from './stack';

const template = Template.fromStack(new GalleryStack(testApp(), 'Gallery'));

test('resources', () => {
  template.resourceCountIs('AWS::S3::Bucket', 2); // originals, variants
  template.resourceCountIs('AWS::SQS::Queue', 2); // uploads that wait, and those that failed
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

test('uploads and deletions of originals trigger the pipeline', () => {
  const [rule] = Object.values(template.findResources('AWS::Events::Rule'));
  expect(rule?.Properties.EventPattern['detail-type']).toEqual(['Object Created', 'Object Deleted']);
});

test('access to each route', () => {
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

test('the list may only read variants', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const ofList = policies.find(({ Properties }) => Properties.PolicyName.startsWith('ListRole'));
  const actions = ofList?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action);
  expect(actions.sort()).toEqual(['s3:GetObject', 's3:ListBucket']);
});

const ctx = (key?: string) => ({ params: key === undefined ? {} : { key } }) as unknown as Context;

describe('the list', () => {
  const pages: Record<string, object> = {
    first: {
      objects: [
        { key: 'cats/tom 1.jpg/thumb.webp' },
        { key: 'cats/tom 1.jpg/full.avif' },
        { key: 'a/../b/thumb.webp' },
      ],
      cursor: 'second',
    },
    second: { objects: [{ key: 'dog.png/thumb.webp' }, { key: 'no variant' }] },
  };
  const RESULTS = { list: async ({ cursor = 'first' }) => pages[cursor] };
  const ask = async (url: string, env: object) =>
    (await photos.fetch(new Request(url), { RESULTS, ...env } as never, ctx())).json();

  test('names the variants of each photo, page by page, where the CDN shows them', async () => {
    expect(await ask('https://gallery.example/photos', { CDN: 'cdn.example' })).toEqual({
      photos: {
        'cats/tom 1.jpg': {
          thumb: 'https://cdn.example/cats/tom%201.jpg/thumb.webp',
          full: 'https://cdn.example/cats/tom%201.jpg/full.avif',
        },
      },
      next: 'second',
    });
    expect(await ask('https://gallery.example/photos?after=second', { CDN: 'cdn.example' })).toEqual({
      photos: { 'dog.png': { thumb: 'https://cdn.example/dog.png/thumb.webp' } },
    });
  });

  test('names its own addresses where there is no CDN', async () => {
    expect(await ask('https://gallery.example/photos?after=second', {})).toEqual({
      photos: { 'dog.png': { thumb: 'https://gallery.example/photos/dog.png/thumb.webp' } },
    });
  });
});

describe('a shown variant', () => {
  const read: string[] = [];
  const RESULTS = {
    get: async (key: string) => {
      read.push(key);
      if (key !== 'cats/tom 1.jpg/thumb.webp') return undefined;
      return { contentType: 'image/webp', etag: 'e1', body: new Blob(['bytes']).stream() };
    },
  };
  const ask = (key: string, headers?: Record<string, string>) =>
    photos.fetch(new Request('https://gallery.example/', { headers }), { RESULTS } as never, ctx(key));
  beforeEach(() => (read.length = 0));

  test('is returned as stored, with its type and a cache lifetime', async () => {
    const answer = await ask('cats/tom 1.jpg/thumb.webp');
    expect([answer.status, await answer.text()]).toEqual([200, 'bytes']);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'cache-control': 'public, max-age=300',
      'content-type': 'image/webp',
      etag: '"e1"',
      'x-content-type-options': 'nosniff',
    });
  });

  test('is not sent again to a caller that has it', async () => {
    const answer = await ask('cats/tom 1.jpg/thumb.webp', { 'if-none-match': '"e1"' });
    expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', '"e1"']);
  });

  test('is 404 when there is none', async () => {
    const answer = await ask('cats/jerry.jpg/thumb.webp');
    expect([answer.status, await answer.json()]).toEqual([404, { message: 'No such photo' }]);
    expect(read).toEqual(['cats/jerry.jpg/thumb.webp']);
  });

  test.each(['..', '../thumb.webp', 'a/../../b/thumb.webp', './thumb.webp', 'thumb.webp', 'cats/tom.jpg/', 'a/..'])(
    'is never read for %p, which is not the key of a variant',
    async (key) => {
      expect((await ask(key)).status).toBe(404);
      expect(read).toEqual([]);
    },
  );
});

// No write reaches it.
const outdir = tmpdir();
const elsewhere = {
  google: () =>
    new google.GoogleStack(new google.App({ outdir }), 'Gallery', { project: 'shop-4711', region: 'europe-north1' }),
  azure: () =>
    new azure.AzureStack(new azure.App({ outdir }), 'Gallery', { subscriptionId: 's', location: 'northeurope' }),
  cloudflare: () =>
    new cloudflare.CloudflareStack(new cloudflare.App({ outdir }), 'Gallery', { accountId: '0'.repeat(32) }),
};

test.each(Object.entries(elsewhere))('on %s, the function shows the photos that it lists', (name, newStack) => {
  const stack = newStack();
  declareGallery({ google, azure, cloudflare }[name as keyof typeof elsewhere], stack);
  const { constructs } = describeApp(stack.node.root);
  const told = constructs.map(({ path, triggers, bindings }) => [
    path,
    triggers.map(({ on }) => on),
    bindings.map(({ target, access }) => `${access} ${target.split('/').slice(1, 3).join('/')}`),
  ]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['Gallery/List', ['GET /photos', 'GET /photos/{key+}'], ['read Photos/Results']],
      ['Gallery/Photos', ['upload *'], ['read Photos/Source', 'write Photos/Results']],
    ]),
  );
});

test.each(['vercel', 'netlify'] as const)('on %s, the pipeline accepts uploads itself, next to the list', (name) => {
  const app = name === 'vercel' ? new vercel.VercelApp() : new netlify.NetlifySite();
  declareGallery({ vercel, netlify }[name], app);
  const { constructs } = describeApp(app);
  const told = constructs.map(({ path, triggers, bindings }) => [
    path,
    triggers.map(({ on }) => on),
    bindings.map(({ target, access }) => `${access} ${target}`),
  ]);
  expect(told).toEqual(
    expect.arrayContaining([
      ['List', ['GET /photos', 'GET /photos/{key+}'], ['read Photos/Results']],
      ['Photos', ['upload * by PUT /uploads/photos'], ['read Photos/Source', 'write Photos/Results']],
    ]),
  );
});
