import * as path from 'node:path';
import type { JWTPayload } from 'jose';
import { jwt } from 'tradewind';
import type { Suite } from '../driver';
import { type Issuer, startIssuer } from '../drivers/issuer';

let issuer: Issuer;

/** Issuer that functions trust, once it is started. */
export const currentIssuer = () => issuer;

const CLAIMS = {
  sub: 'ada',
  aud: ['shop', 'desk'],
  scope: 'mail orders:read',
  level: 3,
  groups: ['staff'],
  staff: true,
};

/** Callers with tokens, checked by the gateway of the provider or by the adapter. */
export const tokens: Suite = {
  async start() {
    issuer = await startIssuer();
    return () => issuer.stop();
  },

  declare({ ApiFunction }, scope) {
    new ApiFunction(scope, 'Members', {
      entry: path.join(__dirname, '../handlers/members.ts'),
      auth: jwt({ issuer: issuer.url, audience: ['shop'], scopes: ['orders:read', 'orders:write'] }),
      routes: ['GET /members/{id}'],
    });
  },

  tests({ running }) {
    const ask = (token?: string) =>
      running().fetch(
        'Members',
        '/members/7',
        token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
      );
    const askWith = async (changes: JWTPayload) => ask(await issuer.sign({ ...CLAIMS, ...changes }));

    describe('auth: jwt', () => {
      test('admits callers with a token, several at once, and passes the claims to the handler', async () => {
        const answers = await Promise.all([1, 2, 3, 4].map((session) => askWith({ session })));
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
        const found = await Promise.all(answers.map((answer) => answer.json()));
        const claims = { iss: issuer.url, ...CLAIMS, exp: expect.any(Number) };
        expect(found).toEqual([1, 2, 3, 4].map((session) => ({ params: { id: '7' }, claims: { ...claims, session } })));
      });

      test('requires a token', async () => {
        expect((await ask()).status).toBe(401);
      });

      test('rejects a token whose claims were changed', async () => {
        const [header, , signature] = (await issuer.sign(CLAIMS)).split('.');
        const forged = Buffer.from(JSON.stringify({ iss: issuer.url, ...CLAIMS, sub: 'eve' })).toString('base64url');
        expect((await ask([header, forged, signature].join('.'))).status).toBe(401);
      });

      test('rejects an expired token', async () => {
        const expired = { ...CLAIMS, iat: 0, exp: 1 };
        expect((await ask(await issuer.sign(expired))).status).toBe(401);
      });

      test.each<[string, JWTPayload, number]>([
        ['of another issuer', { iss: 'https://login.example.org/' }, 401],
        ['for another audience', { aud: 'desk' }, 401],
        ['without a scope', { scope: 'mail' }, 403],
      ])('refuses a token %s', async (_name, changes, status) => {
        expect((await askWith(changes)).status).toBe(status);
      });
    });
  },
};
