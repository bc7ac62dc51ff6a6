import upload from '../../lib/aws/adapter/image-upload';
import type { AdapterContext } from '../../lib/runtime/context';
import { createCors } from '../../lib/runtime/cors';
import { identityOf } from '../../lib/runtime/identity';
import { isSafeJson, parseJson } from '../../lib/runtime/json-text';
import { createLogger } from '../../lib/runtime/logger';
import { decodeMessage } from '../../lib/runtime/message-text';
import { hasAddress } from '../../lib/runtime/object-keys';
import { climbs, pathOf } from '../../lib/runtime/request-path';
import { routeMatcher } from '../../lib/runtime/route-matcher';
import { readOrientation } from '../../lib/runtime-images/exif';
import { isCompleteGif } from '../../lib/runtime-images/gif';
import { readHeader } from '../../lib/runtime-images/header';
import { readProfile } from '../../lib/runtime-images/icc';
import { isTransient } from '../../lib/runtime-images/inspect';
import { readSignature } from '../../lib/runtime-images/signature';
import { growth, MAX_RATIO } from './linear-time';
import { shippedRegularExpressions } from './regular-expressions';

/** Regular expressions that get no input of a caller, or are fed below by the function that uses them, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'aws/adapter/aws-client.ts /\\/+$/': 'The endpoint is a variable of the function.',
  'runtime-node/source-map.ts /^.*\\n.*?((?:file:\\/\\/)?\\/.*js):\\d/':
    'It reads the stack of an error that is made there.',
  'runtime-node/source-map.ts new RegExp(...)':
    'It begins with the name of the bundle, and is tested in test/runtime-node.',
  'runtime/cors.ts new RegExp(...)': 'Its origins are declared; createCors is fed below.',
  'runtime/json-text.ts /"[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|-?\\d[\\d.eE+-]*/g':
    'The text was read as JSON before, so that each quote has its end; parseJson is fed below.',
};

/** Input of a regular expression: pieces of its own text, and characters of its classes. */
const PIECES = [
  ' ',
  '\t',
  '\n',
  '.',
  '/',
  '\\',
  '-',
  '0',
  '9',
  'a',
  'Z',
  '_',
  '"',
  '\\"',
  '?',
  '#',
  '%2e',
  'at ',
  'é',
  '../',
];
const ENDS = ['', '\u0000', 'x!', '\n'];

function attacks(text: string): string[] {
  const own = text
    .replace(/\\[a-zA-Z]|[^\w .:/<"-]/g, ' ')
    .split(' ')
    .filter(Boolean);
  return [...new Set([...PIECES, ...own])];
}

const found = shippedRegularExpressions();
const isExcepted = ({ file, text }: (typeof found)[number]) => `${file} ${text}` in EXCEPTIONS;
// Without a repetition, the time at each place is bounded.
const subjects = found.filter((each) => !isExcepted(each) && !(each.pattern && !/[+*]|\{\d+,\}/.test(each.text)));

test('the regular expressions that are shipped are found, and each exception is one of them', () => {
  expect(found.length).toBeGreaterThan(40);
  expect(Object.keys(EXCEPTIONS).filter((name) => !found.some(({ file, text }) => `${file} ${text}` === name))).toEqual(
    [],
  );
});

test.each(subjects.map((each) => [each.file, each.text, each] as const))(
  '%s: %s takes linear time',
  async (_file, text, { pattern }) => {
    // One that is made at run time needs a row among the exceptions.
    expect(pattern).toBeDefined();
    const slow: string[] = [];
    for (const piece of attacks(text)) {
      for (const end of ENDS) {
        const work = (length: number) => `a${piece.repeat(length / piece.length)}${end}`.replace(pattern!, '');
        if ((await growth(work)) > MAX_RATIO) slow.push(`${JSON.stringify(piece)} … ${JSON.stringify(end)}`);
      }
    }
    expect(slow).toEqual([]);
  },
  120_000,
);

test('the measure distinguishes squared from linear time', async () => {
  expect(await growth((length) => `a${'.'.repeat(length)}a`.replace(/[.-]+$/, ''))).toBeGreaterThan(MAX_RATIO);
  expect(await growth((length) => `a${'.'.repeat(length)}a`.replace(/^[.-]+/, ''))).toBeLessThan(MAX_RATIO);
}, 120_000);

const cors = createCors({
  origins: ['https://*.shop.example'],
  headers: [],
  exposeHeaders: [],
  credentials: false,
  maxAgeSeconds: 1,
});
const match = routeMatcher(['GET /a/{b}/c', 'ANY /a/{b+}', '$default']);
const bytes = (piece: readonly number[]) => (length: number) =>
  Uint8Array.from({ length }, (_, index) => piece[index % piece.length]!);
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const headed = (head: readonly number[], piece: readonly number[]) => (length: number) =>
  Uint8Array.from([...head, ...bytes(piece)(length)]);
const quietly = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

const functions: Record<string, (length: number) => unknown> = {
  'cors: an origin': (length) =>
    cors.allow(
      new Request('https://a.example', { headers: { origin: `https://${'.shop'.repeat(length / 5)}.example` } }),
      new Response(),
    ),
  'routes: slashes': (length) => match('GET', '/a'.repeat(length / 2)),
  'routes: escapes': (length) => match('GET', `/a/${'%2f'.repeat(length / 3)}`),
  'a path': (length) => climbs(pathOf(`https://a.example/${'%2e/'.repeat(length / 4)}`)),
  'the key of an object': (length) => hasAddress('./.'.repeat(length / 3)),
  'JSON: a number of zeros': (length) => parseJson(`[1${'0'.repeat(length)}1]`),
  'JSON: a number of digits': (length) => parseJson(`[0.${'9'.repeat(length)}]`),
  'JSON: many numbers': (length) => parseJson(`[${'1e99,'.repeat(length / 5)}0]`),
  'JSON: quotes': (length) => parseJson(`["${'\\"'.repeat(length / 2)}", 1e5]`),
  'JSON: is it safe': (length) => isSafeJson(`["${'\\"1e5'.repeat(length / 5)}"]`),
  'a message': (length) => decodeMessage(`${' '.repeat(length)}{`),
  'the identity of a message': (length) =>
    quietly(() => identityOf(JSON.parse(`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`), 'a.'.repeat(length / 2))),
  'a logged error': (length) =>
    createLogger({ requestId: 'r', write() {}, mapStack: (stack) => stack }).error(
      'no',
      new Error('\n    at ///'.repeat(length / 11)),
    ),
  'an error of libvips': (length) => isTransient(new Error('security limi'.repeat(length / 13))),
  'the name of an upload': async (length) => {
    const env = { TRADEWIND_UPLOADS: JSON.stringify({ maxBytes: 0, contentTypes: ['image/png'] }) };
    const body = JSON.stringify({ name: `a${'.'.repeat(length)}a`, contentType: 'image/png', size: 1 });
    return await upload.fetch!(new Request('https://a.example', { method: 'POST', body }), env, {} as AdapterContext);
  },
  'the signature of a file': (length) => readSignature(bytes([0x3c, 0x73, 0x76])(length)),
  'a GIF': (length) => isCompleteGif(headed([0x47, 0x49, 0x46, 0x38, 0x39, 0x61], [0x2c, 0, 1, 0x21])(length)),
  'the header of a PNG': (length) => quietly(() => readHeader(headed(png, [0, 0, 0, 0])(length), 'png')),
  'the header of a JPEG': (length) =>
    quietly(() => readHeader(headed([0xff, 0xd8], [0xff, 0xe1, 0, 2])(length), 'jpeg')),
  'the header of a WebP': (length) =>
    quietly(() => readHeader(bytes([0x52, 0x49, 0x46, 0x46, 0, 0, 0, 0])(length), 'webp')),
  'Exif data': (length) => quietly(() => readOrientation(bytes([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0xff, 0xff])(length))),
  'a color profile': (length) => quietly(() => readProfile(bytes([0xff])(length))),
};

test.each(Object.entries(functions))(
  '%s takes linear time',
  async (_name, work) => {
    expect(await growth(work)).toBeLessThan(MAX_RATIO);
  },
  120_000,
);
