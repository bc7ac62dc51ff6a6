import sharp from 'sharp';
import { type LocalApp, localApp, testApp } from 'tradewind/testing';
import { GalleryStack } from './stack';

let gallery: LocalApp;

beforeAll(async () => {
  const app = testApp();
  new GalleryStack(app, 'Gallery');
  gallery = await localApp(app, { variables: { CDN: 'cdn.example' } });
});
afterAll(() => gallery.stop());

test('an uploaded photo gets its variants, and the page lists it', async () => {
  const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: 'teal' } })
    .jpeg()
    .toBuffer();
  await gallery.bucket('Gallery/Photos/Source').put('sea.jpg', photo);
  await gallery.settled();
  const { objects } = await gallery.bucket('Gallery/Photos/Results').list();
  expect(objects.map(({ key }) => key).sort()).toEqual([
    'sea.jpg/card.jpeg',
    'sea.jpg/full.avif',
    'sea.jpg/thumb.webp',
  ]);
  const list = await gallery.fetch('/photos');
  expect([list.status, JSON.stringify(await list.json())]).toEqual([200, expect.stringContaining('sea.jpg')]);
});

test('the route for uploads, which signs addresses of S3, is named as left out', () => {
  expect(gallery.findings).toEqual([
    {
      path: 'Gallery/Photos/Uploads',
      message: 'the route for uploads does not run locally: it signs addresses of the provider',
      fix: 'put objects into the source bucket',
    },
  ]);
});
