import {
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import sharp from 'sharp';
import { findQueue, s3, sqs } from './account';
import { output } from './cdk';
import { call, callJson } from './http';
import * as images from './images';
import { signed } from './signature';
import { eventually } from './wait';

const url = () => output('Gallery', 'TradewindApiUrl');
const source = () => output('Gallery', 'SourceBucket');
const results = () => output('Gallery', 'ResultsBucket');

async function upload(key: string, bytes: Buffer): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: source(), Key: key, Body: bytes }));
}

async function variantsOf(key: string): Promise<string[]> {
  const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: results(), Prefix: `${key}/` }));
  return objects.map((object) => object.Key as string).sort();
}

async function download(key: string): Promise<Buffer> {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: results(), Key: key }));
  return Buffer.from((await body?.transformToByteArray()) as Uint8Array);
}

/**
 * Runs `use` without the bucket's policy against plain HTTP, which the emulator's CDN uses; CloudFront uses TLS. The
 * policy that allows only the distribution to read stays.
 */
async function overPlainHttp<T>(use: () => Promise<T>): Promise<T> {
  const bucket = { Bucket: results() };
  const { Policy: policy = '' } = await s3.send(new GetBucketPolicyCommand(bucket));
  const { Statement: statements, ...rest } = JSON.parse(policy) as { Statement: { Effect: string }[] };
  const allowed = { ...rest, Statement: statements.filter(({ Effect: effect }) => effect === 'Allow') };
  await s3.send(new PutBucketPolicyCommand({ ...bucket, Policy: JSON.stringify(allowed) }));
  const result = await use();
  await s3.send(new PutBucketPolicyCommand({ ...bucket, Policy: policy }));
  return result;
}

/** Waits for the three variants of an upload and decodes each in full. */
async function decoded(key: string) {
  await eventually(`variants of ${key}`, 30, async () => ((await variantsOf(key)).length === 3 ? true : undefined));
  const look = async (name: string) => {
    const bytes = await download(`${key}/${name}`);
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    return { ...(await sharp(bytes, { animated: true }).metadata()), pixels: data, shown: info };
  };
  return { thumb: await look('thumb.webp'), card: await look('card.jpeg'), full: await look('full.avif') };
}

/** Waits for the dead letter of an upload. */
async function deadLetterAbout(key: string): Promise<string> {
  const QueueUrl = await findQueue('Gallery-PhotosDeadLetters');
  return eventually(`the dead letter about ${key}`, 30, async () => {
    const request = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1, MessageAttributeNames: ['All'] };
    const { Messages: messages = [] } = await sqs.send(new ReceiveMessageCommand(request));
    const found = messages.find((message) => message.Body?.includes(key));
    if (found === undefined) return undefined;
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: found.ReceiptHandle }));
    return `${found.Body} ${JSON.stringify(found.MessageAttributes ?? {})}`;
  });
}

describe('an upload becomes three variants', () => {
  test('a photo with an orientation, a position and a profile: upright, and free of all three', async () => {
    await upload('cats/tom å+1.jpg', await images.rotatedPhoto());
    const { thumb, card, full } = await decoded('cats/tom å+1.jpg');
    // 1200 × 900 on its side is 900 × 1200; no variant is enlarged.
    expect(thumb).toMatchObject({ format: 'webp', width: 200, height: 200 });
    expect(card).toMatchObject({ format: 'jpeg', width: 800, height: 1067 });
    expect(full).toMatchObject({ format: 'heif', compression: 'av1', width: 900, height: 1200 });
    for (const { exif, xmp, iptc, orientation } of [thumb, card, full]) {
      expect({ exif, xmp, iptc }).toEqual({});
      expect(orientation ?? 1).toBe(1);
    }
    // Red was at the left, which is the top by the orientation.
    expect(images.colourAt(card, 0.5, 0.1)).toBe('red');
    expect(images.colourAt(card, 0.5, 0.9)).toBe('blue');
  });

  test('a transparent PNG: WebP and AVIF stay transparent, JPEG becomes white', async () => {
    await upload('logo.png', await images.transparentLogo());
    const { thumb, card, full } = await decoded('logo.png');
    expect([thumb.hasAlpha, card.hasAlpha, full.hasAlpha]).toEqual([true, false, true]);
    expect(images.colourAt(card, 0.05, 0.05)).toBe('white');
    expect(images.colourAt(card, 0.5, 0.5)).toBe('red');
  });

  test('an animated GIF: animated in WebP, its first frame in the others', async () => {
    await upload('wave.gif', await images.animation());
    const { thumb, card, full } = await decoded('wave.gif');
    expect([thumb.pages, card.pages ?? 1, full.pages ?? 1]).toEqual([3, 1, 1]);
    expect(images.colourAt(card, 0.5, 0.5)).toBe('red');
  });

  test('the same upload again: the same keys, the same bytes', async () => {
    const photo = await images.rotatedPhoto();
    await upload('twice.jpg', photo);
    await decoded('twice.jpg');
    const first = await download('twice.jpg/card.jpeg');
    await s3.send(new DeleteObjectCommand({ Bucket: results(), Key: 'twice.jpg/card.jpeg' }));
    await upload('twice.jpg', photo);
    await decoded('twice.jpg');
    expect(await download('twice.jpg/card.jpeg')).toEqual(first);
    expect(await variantsOf('twice.jpg')).toHaveLength(3);
  });

  test('more uploads at once than are processed at the same time', async () => {
    const photo = await images.smallPhoto();
    const keys = Array.from({ length: 24 }, (_, index) => `burst/${index}.jpg`);
    await Promise.all(keys.map((key) => upload(key, photo)));
    await Promise.all(keys.map(decoded));
  });

  test('its deletion removes them', async () => {
    await upload('gone.png', await images.transparentLogo());
    await decoded('gone.png');
    await s3.send(new DeleteObjectCommand({ Bucket: source(), Key: 'gone.png' }));
    await eventually('the removal', 20, async () => ((await variantsOf('gone.png')).length === 0 ? true : undefined));
  });
});

describe('a file that is no image goes to the dead-letter queue at once, with the reason', () => {
  test.each([
    ['a broken photo', 'broken.jpg', images.brokenPhoto, 'CORRUPT'],
    ['a text with the name of a photo', 'letter.jpg', images.text, 'NOT_AN_IMAGE'],
    ['an empty file', 'empty.jpg', images.empty, 'EMPTY'],
    ['a small file of 72 megapixels', 'bomb.png', images.bomb, 'TOO_MANY_PIXELS'],
  ])('%s', async (_, key, make, reason) => {
    await upload(key, await make());
    expect(await deadLetterAbout(key)).toMatch(reason);
    expect(await variantsOf(key)).toEqual([]);
  });

  test('and no message is left to be retried', async () => {
    const QueueUrl = await findQueue('Gallery-PhotosQueue');
    const { Messages: messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(messages ?? []).toEqual([]);
  });
});

describe('the upload route', () => {
  const ask = async (body: object) => {
    const request = `POST ${url()}/uploads`;
    return callJson(request, body, await signed(request, 'execute-api', JSON.stringify(body)));
  };

  test('rejects unsigned requests', async () => {
    expect((await callJson(`POST ${url()}/uploads`, {})).status).toBe(403);
  });

  test('returns an address; an upload to it becomes variants, which the list names and the CDN serves', async () => {
    const photo = await images.rotatedPhoto();
    const answer = await ask({ contentType: 'image/jpeg', size: photo.length });
    expect(answer.status).toBe(201);
    const { url: address, key, headers } = answer.json();
    const put = await fetch(address, { method: 'PUT', headers, body: new Uint8Array(photo) });
    expect(put.status).toBe(200);
    const { card } = await decoded(key);
    expect(card).toMatchObject({ width: 800, height: 1067 });

    const { photos } = (await call(`GET ${url()}/photos`)).json();
    expect(Object.keys(photos[key]).sort()).toEqual(['card', 'full', 'thumb']);
    const served = await overPlainHttp(() => call(`GET ${photos[key].thumb}`));
    expect([served.status, served.headers['content-type']]).toEqual([200, 'image/webp']);
    expect(await sharp(served.bytes).metadata()).toMatchObject({ width: 200, height: 200 });
  });

  test.each([
    ['a file that is no image', { contentType: 'text/html', size: 10 }],
    ['a file that is too large', { contentType: 'image/png', size: 26_214_401 }],
  ])('refuses %s', async (_, body) => {
    expect((await ask(body)).status).toBeGreaterThanOrEqual(400);
  });
});
