import { existsSync } from 'node:fs';
import * as aws from '../../lib/aws/shipped';
import * as azure from '../../lib/azure/shipped';
import * as cloudflare from '../../lib/cloudflare/shipped';
import * as google from '../../lib/google/shipped';
import * as netlify from '../../lib/netlify/shipped';
import { type ShippedPath, shippedModule, siteFunction, variableSecret } from '../../lib/shipped';
import * as vercel from '../../lib/vercel/shipped';

// The compiler reports an `@ts-expect-error` without an error: `npm run check` is part of this test.

describe('links from constructs to adapters', () => {
  const options = { timeoutSeconds: 30 };

  test('name files that exist', () => {
    const files = [
      aws.adapterReference({ name: 'queue', export: 'queue' }),
      azure.adapterReference({ name: 'invoke', export: 'invoke', options }),
      cloudflare.adapterReference({ name: 'queue', export: 'queue', options }),
      google.adapterReference({ name: 'queue', export: 'queue', options }),
      google.clientReference('bucket'),
      netlify.clientReference('bucket', { store: 'photos' }),
      vercel.clientReference('bucket', { prefix: 'photos/' }),
      cloudflare.encoderReference('webp'),
      siteFunction({ addresses: ['URL'] }),
      variableSecret({ variable: 'KEY' }),
    ].map(({ file }) => file);
    expect(files.filter((file) => !existsSync(`${file}.ts`))).toEqual([]);
  });

  test('refuse a misspelt adapter', () => {
    // @ts-expect-error
    const { file } = google.adapterReference({ name: 'ques', export: 'queue', options });
    expect(existsSync(`${file}.ts`)).toBe(false);
  });

  test('refuse an export that is not an adapter', () => {
    // @ts-expect-error
    const links = [azure.adapterReference({ name: 'queue', export: 'queues', options: queueOptions })];
    // @ts-expect-error
    links.push(google.adapterReference({ name: 'object', export: 'toObjectEvent', options }));
    expect(links).toHaveLength(2);
  });

  test('refuse a missing, a wrong and an unknown option', () => {
    const links = [
      // @ts-expect-error
      cloudflare.adapterReference({ name: 'queue', export: 'queue', options: {} }),
      // @ts-expect-error
      cloudflare.adapterReference({ name: 'queue', export: 'queue', options: { timeoutSeconds: '30' } }),
      // @ts-expect-error
      cloudflare.adapterReference({ name: 'queue', export: 'queue', options: { timeoutSeconds: 30, timeout: 30 } }),
      // @ts-expect-error
      vercel.adapterReference({ name: 'http', export: 'http' }),
      // @ts-expect-error
      netlify.adapterReference({ name: 'sweep', export: 'sweep', options }),
      // @ts-expect-error
      aws.adapterReference({ name: 'queue-idempotent', export: 'queueIdempotent' }),
    ];
    expect(links).toHaveLength(6);
  });

  test('refuse clients and shipped files that do not exist', () => {
    // @ts-expect-error
    const clients = [aws.clientReference('topic'), cloudflare.clientReference('secret')];
    // @ts-expect-error
    clients.push(vercel.clientReference('queue', { topic: 'jobs' }));
    // @ts-expect-error
    const encoder = cloudflare.encoderReference('gif');
    // @ts-expect-error
    const path: ShippedPath = 'runtime-images/no-transforms';
    expect([...clients, encoder, { file: shippedModule(path) }].filter(({ file }) => existsSync(`${file}.ts`))).toEqual(
      [clients[2]],
    );
  });
});

const queueOptions = { timeoutSeconds: 30, queueName: 'jobs', connection: 'TRADEWIND_QUEUE', queue: 'Shop/Jobs' };
