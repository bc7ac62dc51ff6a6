import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { jwt } from 'tradewind';
import type { ProviderName } from '../../../lib/runtime/types';
import { SECRET_VALUE, type Suite } from '../driver';
import { currentIssuer } from './tokens';

/** Largest body that the functions accept. */
const LIMIT = 1000;
const ORIGIN = 'https://shop.example';
const KINDS = ['portable', 'native'] as const;
type Kind = (typeof KINDS)[number];

/**
 * `true` if files arrive on a route of the construct, which checks a token; elsewhere only the platform delivers them.
 */
const TAKES_UPLOADS: Readonly<Record<ProviderName, boolean>> = {
  aws: false,
  google: false,
  azure: false,
  cloudflare: false,
  vercel: true,
  netlify: true,
};
const PROVIDERS = Object.keys(TAKES_UPLOADS) as ProviderName[];

/** Request that a guard must stop. */
interface Attack {
  readonly guard: 'auth' | 'size' | 'route' | 'upload token';
  readonly how: string;
  /** Accepted statuses of the response. */
  readonly status: readonly number[];
  /** Path below the function's own. */
  readonly to?: string;
  readonly method?: string;
  readonly token?: 'none' | 'forged' | 'expired' | 'for another audience';
  readonly body?: () => BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Providers that it concerns; all if absent. */
  readonly on?: readonly ProviderName[];
}

/** 400 times as large as its compressed form. */
const bomb = () => new Uint8Array(gzipSync(Buffer.alloc(500_000)));
const GZIP = { 'content-encoding': 'gzip', 'content-type': 'application/octet-stream' };
const large = () => 'x'.repeat(LIMIT + 1);

function inChunks(): ReadableStream<Uint8Array> {
  let left = 4;
  return new ReadableStream({
    pull(controller) {
      if (left === 0) return controller.close();
      left -= 1;
      controller.enqueue(new TextEncoder().encode('x'.repeat(LIMIT / 2)));
    },
  });
}

const ATTACKS: readonly Attack[] = [
  { guard: 'auth', how: 'missing', token: 'none', status: [401] },
  { guard: 'auth', how: 'forged', token: 'forged', status: [401] },
  { guard: 'auth', how: 'expired', token: 'expired', status: [401] },
  { guard: 'auth', how: 'of another audience', token: 'for another audience', status: [401] },
  { guard: 'auth', how: 'missing, by HEAD', token: 'none', method: 'HEAD', status: [401, 404] },
  { guard: 'auth', how: 'missing, oversized', token: 'none', body: large, status: [401, 413] },
  { guard: 'auth', how: 'missing, compressed', token: 'none', body: bomb, headers: GZIP, status: [401, 413] },
  { guard: 'size', how: 'oversized', body: large, status: [413] },
  // The development server of Vercel answers such a body with 500 itself. The unit tests of `guarded` cover it there.
  {
    guard: 'size',
    how: 'oversized, in chunks',
    body: inChunks,
    status: [413],
    on: ['aws', 'google', 'azure', 'cloudflare', 'netlify'],
  },
  { guard: 'size', how: 'compressed', body: bomb, headers: GZIP, status: [413], on: ['google'] },
  { guard: 'route', how: 'unknown', to: '/more/than/there/is', status: [404] },
  { guard: 'route', how: 'by another method', method: 'DELETE', status: [404, 405] },
  { guard: 'route', how: 'with a slash at its end', to: '/x/', status: [404] },
  { guard: 'route', how: 'that climbs', to: '/..%2f..%2fadmin', status: [400, 404] },
];

const UPLOADS: readonly Attack[] = [
  { guard: 'upload token', how: 'missing', token: 'none', status: [401] },
  { guard: 'upload token', how: 'forged', token: 'forged', status: [401] },
  { guard: 'upload token', how: 'right, with dot segments in its key', to: '/..%2fx.txt', status: [400, 403, 404] },
];

const title = (text: string) => text[0]!.toUpperCase() + text.slice(1);

/** Tests every guard of a provider, before a portable and a native handler: rejected requests never reach either. */
export const guards = (provider: ProviderName): Suite => ({
  declare({ ApiFunction, FileProcessor }, scope) {
    for (const kind of KINDS) {
      const file = kind === 'native' ? `native/${provider}.ts` : 'guarded.ts';
      const entry = path.join(__dirname, '../handlers', file);
      new ApiFunction(scope, `Guarded${title(kind)}`, {
        entry,
        auth: jwt({ issuer: currentIssuer().url, audience: ['shop'] }),
        routes: [`GET /guarded/${kind}/{id}`, `POST /guarded/${kind}/{id}`],
        cors: { origins: [ORIGIN], exposeHeaders: ['x-total'] },
        maxRequestBytes: LIMIT,
      });
      if (TAKES_UPLOADS[provider]) new FileProcessor(scope, `Uploads${title(kind)}`, { entry });
    }
  },

  tests({ running, logged, expectLogged }) {
    const sent: string[] = [];

    async function tokenOf({ token }: Attack): Promise<string | undefined> {
      const claims = { aud: token === 'for another audience' ? 'desk' : 'shop' };
      const signed = await currentIssuer().sign({ ...claims, ...(token === 'expired' && { iat: 0, exp: 1 }) });
      if (token === 'none') return undefined;
      if (token !== 'forged') return signed;
      const [header, payload, signature] = signed.split('.');
      const changed = { ...JSON.parse(Buffer.from(payload!, 'base64url').toString()), sub: 'eve' };
      return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    }

    async function send(kind: Kind, attack: Partial<Attack>, marker: string): Promise<Response> {
      const { to = '/x', method = 'POST', body, headers } = attack;
      const token = await tokenOf(attack as Attack);
      return running().fetch(`Guarded${title(kind)}`, `/guarded/${kind}${to}?marker=${encodeURIComponent(marker)}`, {
        method,
        body: body?.(),
        headers: { 'content-type': 'text/plain', ...headers, ...(token && { authorization: `Bearer ${token}` }) },
        duplex: 'half',
      } as RequestInit);
    }

    const concerning = ATTACKS.filter(({ on }) => on?.includes(provider) ?? true);
    describe.each(KINDS)('Guards (%s handler)', (kind) => {
      test.each(concerning.map((attack) => [attack.guard, attack.how, attack] as const))(
        '%s: %s',
        async (guard, how, attack) => {
          const marker = `refused ${guard} ${how}`;
          sent.push(marker);
          expect(attack.status).toContain((await send(kind, attack, marker)).status);
        },
      );

      test('CORS: an origin that is not allowed', async () => {
        const origin = 'https://evil.example';
        const headers = { origin, 'access-control-request-method': 'POST' };
        sent.push('refused CORS');
        const answer = await send(kind, { method: 'OPTIONS', headers, token: 'none' }, 'refused CORS');
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      });

      test('CORS: pages of an allowed origin can read the responses of the handler and of the guards', async () => {
        const headers = { origin: ORIGIN };
        const answers = [await send(kind, { headers }, 'cors'), await send(kind, { headers, token: 'none' }, 'none')];
        expect(answers.map(({ status }) => status)).toEqual([200, 401]);
        // On AWS the gateway itself answers 401, and the emulator's sends no CORS headers with it.
        const readable = provider === 'aws' ? answers.slice(0, 1) : answers;
        for (const answer of readable) expect(answer.headers.get('access-control-allow-origin')).toBe(ORIGIN);
      });

      test('an admitted request reaches the handler completely', async () => {
        const plain = await send(kind, { body: () => 'x'.repeat(LIMIT) }, `${kind} plain`);
        expect([plain.status, await plain.json()]).toEqual([200, { bytes: LIMIT, coding: null }]);
        const zipped = new Uint8Array(gzipSync('x'.repeat(LIMIT)));
        const answer = await send(kind, { body: () => zipped, headers: GZIP }, `${kind} zipped`);
        // Google Cloud decompresses for a function; the others pass bodies on as sent.
        const expected =
          provider === 'google' ? { bytes: LIMIT, coding: null } : { bytes: zipped.byteLength, coding: 'gzip' };
        expect([answer.status, await answer.json()]).toEqual([200, expected]);
        await expectLogged({ message: 'reached', marker: `${kind} zipped` });
      });

      for (const { guard, how, to = '/refused.txt', token, status } of TAKES_UPLOADS[provider] ? UPLOADS : [])
        test(`${guard}: ${how}`, async () => {
          const shown = { none: '', forged: `Bearer ${SECRET_VALUE}x`, right: `Bearer ${SECRET_VALUE}` };
          const authorization = shown[token === 'none' || token === 'forged' ? token : 'right'];
          const headers = { 'content-type': 'text/plain', ...(authorization !== '' && { authorization }) };
          sent.push('refused.txt', `/uploads/uploads${kind}/refused.txt`);
          const answer = await running().fetch(`Uploads${title(kind)}`, `/uploads/uploads${kind}${to}`, {
            method: 'PUT',
            body: 'x',
            headers,
          });
          expect(status).toContain(answer.status);
        });

      test('no rejected request has reached the handler', () => {
        expect(sent.length).toBeGreaterThanOrEqual(concerning.length);
        expect(
          logged().filter(({ message, marker }) => message === 'reached' && sent.includes(marker as string)),
        ).toEqual([]);
      });
    });

    test('Guards: every provider has its matrix', () => {
      const missing = PROVIDERS.filter((each) => !existsSync(path.join(__dirname, `../${each}.test.ts`)));
      expect(missing).toEqual([]);
    });
  },
});
