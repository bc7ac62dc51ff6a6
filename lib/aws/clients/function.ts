import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { boundRequest } from '../../runtime/bound-request.js';
import type { FunctionClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { routeMatcher } from '../../runtime/route-matcher.js';
import type { HttpEvent, HttpResult } from '../adapter/http-event.js';

/** The SDK's client, and the ARN of the function. */
export interface RawFunction {
  readonly client: LambdaClient;
  readonly function: string;
}

// One for all functions: it holds the connections.
let shared: LambdaClient | undefined;

/** Address that the function sees: it is invoked by its ARN. */
const ADDRESS = 'https://function.internal';

/** Routes that provide parameters, as the function's HTTP API would. */
export interface FunctionOptions {
  readonly routes?: readonly string[];
}

/** Creates the client of a function whose ARN is in the variable `name`. */
export function functionClient(name: string, options: FunctionOptions): BindingFactory {
  return (variables) => {
    shared ??= new LambdaClient({});
    return createFunctionClient({ client: shared, function: String(variables[name]) }, options);
  };
}

/** Invokes the function with the event that its HTTP API would send. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html */
export function createFunctionClient(
  raw: RawFunction,
  { routes = [] }: FunctionOptions = {},
): FunctionClient<RawFunction> {
  const match = routeMatcher(routes);
  return {
    raw,
    async fetch(...given) {
      const request = boundRequest(ADDRESS, given);
      const { params } = match(request.method, new URL(request.url).pathname);
      const Payload = JSON.stringify({ ...(await toEvent(request)), pathParameters: params });
      const answer = await raw.client.send(new InvokeCommand({ FunctionName: raw.function, Payload }));
      const text = new TextDecoder().decode(answer.Payload);
      if (answer.FunctionError !== undefined) throw new Error(`The function failed: ${text}`);
      return toResponse(JSON.parse(text) as HttpResult);
    },
  };
}

async function toEvent(request: Request): Promise<HttpEvent & { version: string; routeKey: string }> {
  const { pathname, search, host } = new URL(request.url);
  const bytes = new Uint8Array(await request.arrayBuffer());
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: Object.fromEntries(request.headers),
    requestContext: { domainName: host, http: { method: request.method } },
    body: bytes.length === 0 ? undefined : Buffer.from(bytes).toString('base64'),
    isBase64Encoded: bytes.length > 0,
  };
}

const BODYLESS = [204, 205, 304];

function toResponse({ statusCode, headers, cookies = [], body, isBase64Encoded }: HttpResult): Response {
  const all = new Headers(headers);
  for (const cookie of cookies) all.append('set-cookie', cookie);
  const content = body === undefined || BODYLESS.includes(statusCode) ? null : body;
  return new Response(content && isBase64Encoded ? Buffer.from(content, 'base64') : content, {
    status: statusCode,
    headers: all,
  });
}
