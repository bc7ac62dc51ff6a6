import type { LambdaClient } from '@aws-sdk/client-lambda';
import { createFunctionClient as awsClient } from '../../lib/aws/clients/function';
import { functionClient as azureClient } from '../../lib/azure/clients/function';
import { createFunctionClient as cloudflareClient } from '../../lib/cloudflare/clients/function';
import { createFunctionClient as googleClient, type RawFunction } from '../../lib/google/clients/function';
import type { FunctionClient } from '../../lib/runtime/clients';
import { functionClient as siteClient } from '../../lib/runtime/site-function';

const BOUND = 'https://bound.example';

/** Request that the runtime sent, or the event that AWS received. */
interface Sent {
  readonly origin: string;
  readonly path: string;
  readonly authorization: string | null;
}

const sent: Sent[] = [];

function note(request: Request): Response {
  const { origin, pathname, search } = new URL(request.url);
  sent.push({ origin, path: pathname + search, authorization: request.headers.get('authorization') });
  return new Response('ok');
}

beforeEach(() => {
  sent.length = 0;
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (...given) => note(new Request(...given)));
});
afterEach(() => jest.restoreAllMocks());

const lambda = {
  send({ input }: { input: { Payload: string } }) {
    const { rawPath, rawQueryString, headers, requestContext } = JSON.parse(input.Payload);
    const search = rawQueryString && `?${rawQueryString}`;
    const { authorization = null } = headers;
    sent.push({ origin: `https://${requestContext.domainName}`, path: rawPath + search, authorization });
    return { Payload: new TextEncoder().encode(JSON.stringify({ statusCode: 200, body: 'ok' })) };
  },
} as unknown as LambdaClient;

const idTokens = {
  getIdTokenClient: async () => ({ getRequestHeaders: async () => new Headers({ authorization: 'Bearer id' }) }),
} as unknown as RawFunction['auth'];

const clients: Record<string, { readonly origin: string; readonly client: () => FunctionClient }> = {
  aws: {
    origin: 'https://function.internal',
    client: () => awsClient({ client: lambda, function: 'arn' }),
  },
  google: { origin: BOUND, client: () => googleClient({ auth: idTokens, url: BOUND }) },
  azure: { origin: BOUND, client: () => azureClient('API')({ API: BOUND }) as FunctionClient },
  cloudflare: {
    origin: 'https://function',
    client: () => cloudflareClient({ fetch: async (request) => note(request) }),
  },
  'vercel and netlify': {
    origin: BOUND,
    client: () => siteClient('API', { addresses: ['URL'] })({ URL: BOUND }) as FunctionClient,
  },
};

const inputs: [name: string, input: string | URL | Request, path: string][] = [
  ['a path', '/orders/1?full=1', '/orders/1?full=1'],
  ['a path without its slash', 'orders/1', '/orders/1'],
  ['an address', 'https://any.example/orders/1?full=1', '/orders/1?full=1'],
  ['a path of two slashes', '//127.0.0.1:9/x?y', '//127.0.0.1:9/x?y'],
  ['a path of a backslash', '/\\evil.example/x', '//evil.example/x'],
  ['a path of two backslashes', '\\\\evil.example/x', '//evil.example/x'],
  ['a path with a tab between its slashes', '/\t/evil.example/x', '//evil.example/x'],
  ['a path after spaces', '  //evil.example/x', '//evil.example/x'],
  ['a path in the form of credentials', '//user:word@evil.example/x', '//user:word@evil.example/x'],
  ['a URL whose path has two slashes', new URL('https://shop.example//127.0.0.1:9/x'), '//127.0.0.1:9/x'],
  ['a request whose path has two slashes', new Request('https://shop.example//evil.example/x'), '//evil.example/x'],
  ['a request whose path has a backslash', new Request('https://shop.example/\\evil.example'), '//evil.example'],
];

describe.each(Object.entries(clients))('the client of a function on %s', (_provider, { origin, client }) => {
  test.each(inputs)('sends %s to the bound address', async (_name, input, path) => {
    await client().fetch(input, { headers: { authorization: 'Bearer caller' } });
    expect(sent).toEqual([{ origin, path, authorization: 'Bearer caller' }]);
  });

  test('refuses an address that cannot have another path', async () => {
    await expect(client().fetch('data:text/plain,hello')).rejects.toThrow(
      /\[tradewind:BOUND_ADDRESS\] the client of a function .* data:text\/plain,hello .* path/i,
    );
    expect(sent).toEqual([]);
  });
});
