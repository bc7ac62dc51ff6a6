import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import type { AdapterContext } from '../../lib/runtime/context';
import { jwtGuard } from '../../lib/runtime/jwt-guard';

const ISSUER = 'https://login.example.com/';
const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;
const CLAIMS: JWTPayload = { iss: ISSUER, sub: 'ada', aud: 'shop', exp: IN_AN_HOUR, scope: 'orders:read mail' };

const keys = generateKeyPair('RS256');
const header: JWTHeaderParameters = { alg: 'RS256', kid: 'key-1' };

async function sign(changes: JWTPayload = {}): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...changes }).setProtectedHeader(header).sign((await keys).privateKey);
}

/** Serves the keys, and counts how often it is asked. */
const keyServer = createServer(async (_request, response) => {
  asked.keys += 1;
  const key = await exportJWK((await keys).publicKey);
  response.end(JSON.stringify({ keys: [{ ...key, ...header, use: 'sig' }] }));
});
const asked = { discovery: 0, keys: 0 };

beforeAll(async () => {
  keyServer.listen(0, '127.0.0.1');
  await once(keyServer, 'listening');
});
afterAll(() => void keyServer.close());

beforeEach(() => {
  Object.assign(asked, { discovery: 0, keys: 0 });
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    if (input !== `${ISSUER}.well-known/openid-configuration`) return new Response(null, { status: 404 });
    asked.discovery += 1;
    return Response.json({ jwks_uri: `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/` });
  });
});
afterEach(() => jest.restoreAllMocks());

const guard = (scopes: string[] = []) => jwtGuard({ issuer: ISSUER, audience: ['shop'], scopes });

async function ask(authorization: string | undefined, check = guard()) {
  const warnings: object[] = [];
  const ctx = { requestId: 'r-1', log: { info: (_: string, fields: object) => void warnings.push(fields) } };
  const headers = authorization === undefined ? undefined : { authorization };
  const answer = await check(new Request('https://shop.example/', { headers }), ctx as unknown as AdapterContext);
  return { answer, claims: (ctx as { claims?: object }).claims, warnings };
}

const bearer = async (changes?: JWTPayload) => `Bearer ${await sign(changes)}`;

test('a valid token lets the caller in, and the handler has its claims', async () => {
  const { answer, claims } = await ask(await bearer({ groups: ['staff'] }));
  expect(answer).toBeUndefined();
  expect(claims).toEqual({ ...CLAIMS, groups: ['staff'] });
});

test.each<[string, JWTPayload]>([
  ['one of several audiences', { aud: ['desk', 'shop'] }],
  ['a client in place of an audience', { aud: undefined, client_id: 'shop' }],
])('a token for %s is taken', async (_name, changes) => {
  expect((await ask(await bearer(changes))).answer).toBeUndefined();
});

test.each<[string, () => Promise<string | undefined>]>([
  ['no token', async () => undefined],
  ['credentials of another kind', async () => 'Basic YTpi'],
  ['a token without its kind', () => sign()],
  ['what is no token', async () => 'Bearer abc'],
  ['an expired token', () => bearer({ exp: IN_AN_HOUR - 7200 })],
  ['a token that never expires', () => bearer({ exp: undefined })],
  ['a token that is not valid yet', () => bearer({ nbf: IN_AN_HOUR })],
  ['a token of another issuer', () => bearer({ iss: 'https://login.example.org/' })],
  ['a token for somebody else', () => bearer({ aud: 'desk' })],
  ['a token for somebody else, of a client that is known', () => bearer({ aud: 'desk', client_id: 'shop' })],
  ['a token for nobody', () => bearer({ aud: undefined })],
  [
    'a token whose claims were changed',
    async () => (await bearer()).replace(/\.[^.]+\./, `.${encode({ ...CLAIMS, sub: 'eve' })}.`),
  ],
  ['a token that nobody has signed', async () => `Bearer ${encode({ alg: 'none' })}.${encode(CLAIMS)}.`],
  ['a token signed by another', async () => `Bearer ${await signByAnother()}`],
])('%s is answered with 401 and a challenge, and no claims', async (_name, authorization) => {
  const { answer, claims } = await ask(await authorization());
  expect(answer?.status).toBe(401);
  expect(answer?.headers.get('www-authenticate')).toBe('Bearer');
  expect(await answer?.json()).toEqual({ message: 'Unauthorized', requestId: 'r-1' });
  expect(claims).toBeUndefined();
});

test('a refusal is logged with its reason, and without the token', async () => {
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

test('the issuer is asked once for its keys, by however many callers', async () => {
  const check = guard();
  const token = await bearer();
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(token, check)));
  expect(answers.map(({ answer }) => answer)).toEqual(Array(5).fill(undefined));
  expect(asked).toEqual({ discovery: 1, keys: 1 });
});

test('an issuer that does not answer is no fault of the token, and is asked again', async () => {
  const check = guard();
  const token = await bearer();
  jest.mocked(fetch).mockImplementationOnce(async () => new Response(null, { status: 503 }));
  await expect(ask(token, check)).rejects.toThrow('answered 503');
  expect((await ask(token, check)).answer).toBeUndefined();
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

async function signByAnother(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(CLAIMS).setProtectedHeader(header).sign(privateKey);
}
