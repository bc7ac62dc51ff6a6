import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import type { AdapterContext } from '../../lib/runtime/context';
import type { IssuerError } from '../../lib/runtime/issuer-keys';
import { jwtGuard } from '../../lib/runtime/jwt-guard';

const ISSUER = 'https://login.example.com/';
const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;
const CLAIMS: JWTPayload = { iss: ISSUER, sub: 'ada', aud: 'shop', exp: IN_AN_HOUR, scope: 'orders:read mail' };

const keys = generateKeyPair('RS256');
const othersKeys = generateKeyPair('RS256');
const header: JWTHeaderParameters = { alg: 'RS256', kid: 'key-1' };

async function sign(changes: JWTPayload = {}): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...changes }).setProtectedHeader(header).sign((await keys).privateKey);
}

/** Serves the keys, and counts the requests. */
const keyServer = createServer(async (_request, response) => {
  asked.keys += 1;
  if (keyStatus !== 200) return void response.writeHead(keyStatus).end('no keys today');
  const key = await exportJWK((await keys).publicKey);
  response.end(JSON.stringify({ keys: [{ ...key, ...header, use: 'sig' }] }));
});
const asked = { discovery: 0, keys: 0 };
let keyStatus = 200;

beforeAll(async () => {
  keyServer.listen(0, '127.0.0.1');
  await once(keyServer, 'listening');
});
afterAll(() => void keyServer.close());

beforeEach(() => {
  Object.assign(asked, { discovery: 0, keys: 0 });
  keyStatus = 200;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    if (input !== `${ISSUER}.well-known/openid-configuration`) return new Response(null, { status: 404 });
    asked.discovery += 1;
    return Response.json(discoveryDocument());
  });
});
afterEach(() => jest.restoreAllMocks());

function discoveryDocument(issuer = ISSUER): object {
  return { issuer, jwks_uri: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/` };
}

const guard = (scopes: string[] = []) => jwtGuard({ issuer: ISSUER, audience: ['shop'], scopes });

async function ask(authorization: string | undefined, check = guard()) {
  const warnings: object[] = [];
  const reported: unknown[] = [];
  const log = {
    info: (_: string, fields: object) => void warnings.push(fields),
    error: (_: string, error: IssuerError) => void reported.push((error.cause as Error).message),
  };
  const ctx = { requestId: 'r-1', log };
  const headers = authorization === undefined ? undefined : { authorization };
  const answer = await check(new Request('https://shop.example/', { headers }), ctx as unknown as AdapterContext);
  return { answer, claims: (ctx as { claims?: object }).claims, warnings, reported };
}

const bearer = async (changes?: JWTPayload) => `Bearer ${await sign(changes)}`;

test('a valid token admits the caller, and the handler receives its claims', async () => {
  const { answer, claims } = await ask(await bearer({ groups: ['staff'] }));
  expect(answer).toBeUndefined();
  expect(claims).toEqual({ ...CLAIMS, groups: ['staff'] });
});

test.each<[string, JWTPayload]>([
  ['one of several audiences', { aud: ['desk', 'shop'] }],
  ['a client instead of an audience', { aud: undefined, client_id: 'shop' }],
])('a token for %s is accepted', async (_name, changes) => {
  expect((await ask(await bearer(changes))).answer).toBeUndefined();
});

test.each<[string, () => Promise<string | undefined>]>([
  ['no token', async () => undefined],
  ['credentials of another kind', async () => 'Basic YTpi'],
  ['a token without its scheme', () => sign()],
  ['text that is not a token', async () => 'Bearer abc'],
  ['an expired token', () => bearer({ exp: IN_AN_HOUR - 7200 })],
  ['a token that never expires', () => bearer({ exp: undefined })],
  ['a token that is not valid yet', () => bearer({ nbf: IN_AN_HOUR })],
  ['a token of another issuer', () => bearer({ iss: 'https://login.example.org/' })],
  ['a token for another audience', () => bearer({ aud: 'desk' })],
  ['a token for another audience, of a known client', () => bearer({ aud: 'desk', client_id: 'shop' })],
  ['a token without an audience', () => bearer({ aud: undefined })],
  [
    'a token whose claims were changed',
    async () => (await bearer()).replace(/\.[^.]+\./, `.${encode({ ...CLAIMS, sub: 'eve' })}.`),
  ],
  ['an unsigned token', async () => `Bearer ${encode({ alg: 'none' })}.${encode(CLAIMS)}.`],
  ['a token signed by another key', async () => `Bearer ${await signByAnother()}`],
])('%s is answered with 401 and a challenge, and no claims', async (_name, authorization) => {
  const { answer, claims } = await ask(await authorization());
  expect(answer?.status).toBe(401);
  expect(answer?.headers.get('www-authenticate')).toBe('Bearer');
  expect(await answer?.json()).toEqual({ message: 'Unauthorized', requestId: 'r-1' });
  expect(claims).toBeUndefined();
});

test('a rejection is logged with its reason, and without the token', async () => {
  const token = await bearer({ exp: IN_AN_HOUR - 7200 });
  expect((await ask(token)).warnings).toEqual([{ reason: 'ERR_JWT_EXPIRED' }]);
});

test.each<[string, JWTPayload, number | undefined]>([
  ['one of the scopes', { scope: 'mail orders:read' }, undefined],
  ['one of the scopes, in a list', { scope: undefined, scp: ['orders:read'] }, undefined],
  ['other scopes', { scope: 'mail' }, 403],
  ['a part of a scope', { scope: 'orders' }, 403],
  ['no scope', { scope: undefined }, 403],
])('a token with %s', async (_name, changes, status) => {
  const { answer, claims } = await ask(await bearer(changes), guard(['orders:read', 'orders:write']));
  expect(answer?.status).toBe(status);
  expect(claims === undefined).toBe(status !== undefined);
});

test('the keys of the issuer are fetched once, for any number of callers', async () => {
  const check = guard();
  const token = await bearer();
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(token, check)));
  expect(answers.map(({ answer }) => answer)).toEqual(Array(5).fill(undefined));
  expect(asked).toEqual({ discovery: 1, keys: 1 });
});

/** Advances the time by so many seconds, for all later calls. */
function wait(seconds: number): void {
  const now = Date.now() + seconds * 1000;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
}

const valid = { answer: undefined, claims: expect.objectContaining({ sub: 'ada' }) };

test.each<[string, () => Response | Promise<Response>, string]>([
  ['does not answer', () => Promise.reject(new Error('connection refused')), 'connection refused'],
  ['answers 5xx', () => new Response(null, { status: 503 }), 'answered 503'],
  ['answers no JSON', () => new Response('<html>'), 'Unexpected token'],
  ['answers null', () => Response.json(null), '[tradewind:JWT_ISSUER]'],
  ['names no keys', () => Response.json({ issuer: ISSUER }), 'Invalid URL'],
  [
    'gives another issuer',
    () => Response.json(discoveryDocument('https://login.example.com')),
    `which is not exactly ${ISSUER}`,
  ],
])(
  'an issuer that %s is answered with 503, not blamed on the token, and queried again after ten seconds',
  async (_, fail, why) => {
    const check = guard();
    const token = await bearer();
    jest.mocked(fetch).mockImplementationOnce(async () => fail());
    const first = await ask(token, check);
    expect([first.answer?.status, first.answer?.headers.get('retry-after'), first.claims]).toEqual([
      503,
      '10',
      undefined,
    ]);
    expect(first.reported).toEqual([expect.stringContaining(why)]);
    expect(await first.answer?.json()).toEqual({ message: 'Service Unavailable', requestId: 'r-1' });
    expect((await ask(token, check)).answer?.status).toBe(503);
    expect(fetch).toHaveBeenCalledTimes(1);
    wait(11);
    expect(await ask(token, check)).toMatchObject(valid);
    expect(asked).toEqual({ discovery: 1, keys: 1 });
  },
);

test('keys that cannot be fetched are answered with 503, not blamed on the token, and fetched again after ten seconds', async () => {
  const check = guard();
  const token = await bearer();
  keyStatus = 502;
  const first = await ask(token, check);
  expect([first.answer?.status, first.answer?.headers.get('www-authenticate')]).toEqual([503, null]);
  expect((await ask(token, check)).answer?.status).toBe(503);
  keyStatus = 200;
  expect((await ask(token, check)).answer?.status).toBe(503);
  expect(asked).toEqual({ discovery: 1, keys: 1 });
  wait(11);
  expect(await ask(token, check)).toMatchObject(valid);
  expect(asked).toEqual({ discovery: 1, keys: 2 });
});

test('tokens with unknown keys do not block others while the issuer fails', async () => {
  const check = guard();
  const token = await bearer();
  expect(await ask(token, check)).toMatchObject(valid);
  keyStatus = 502;
  wait(31);
  const unknown = async () => (await ask(`Bearer ${await signByAnother('key-2')}`, check)).answer?.status;
  expect([await unknown(), await unknown(), await unknown()]).toEqual([503, 503, 503]);
  expect(asked.keys).toBe(2);
  expect(await ask(token, check)).toMatchObject(valid);
  expect((await ask(`Bearer ${await signByAnother()}`, check)).answer?.status).toBe(401);
  expect(asked.keys).toBe(2);
});

const now = () => Math.floor(Date.now() / 1000);

test.each<[string, () => JWTPayload, number | undefined]>([
  ['has expired within the leeway', () => ({ exp: now() - 3 }), undefined],
  ['has expired before', () => ({ exp: now() - 8 }), 401],
  ['is valid within the leeway', () => ({ nbf: now() + 3 }), undefined],
  ['is valid later', () => ({ nbf: now() + 8 }), 401],
])('a token that %s', async (_name, changes, status) => {
  expect((await ask(await bearer(changes()))).answer?.status).toBe(status);
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function signByAnother(kid = header.kid): Promise<string> {
  const { privateKey } = await othersKeys;
  return new SignJWT(CLAIMS).setProtectedHeader({ ...header, kid }).sign(privateKey);
}
