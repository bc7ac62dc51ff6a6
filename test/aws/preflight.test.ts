import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApiFunction, type ApiFunctionProps, ImagePipeline, jwt } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { http } from '../../lib/aws/adapter/http';
import { httpJwt } from '../../lib/aws/adapter/http-jwt';

const entry = 'test/fixtures/handlers/orders.ts';
const cors = { origins: ['https://shop.example'] };
const auth = jwt({ issuer: 'https://login.example.com/', audience: ['shop'] });
const newStack = () => new Stack(testApp(), 'Shop');
const add = (stack: Stack, id: string, props: Partial<ApiFunctionProps>) =>
  new ApiFunction(stack, id, { entry, auth, ...props });

/** Route keys, and whether an authorizer stands before them. */
function routesOf(stack: Stack): Record<string, string> {
  const routes = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Route'));
  return Object.fromEntries(routes.map(({ Properties: each }) => [each.RouteKey, each.AuthorizationType]));
}

describe('routes for preflight requests', () => {
  const expected = { 'ANY /b': 'JWT', 'OPTIONS /b': 'NONE', 'GET /a': 'JWT' };
  const steps: Record<string, (stack: Stack) => unknown> = {
    a: (stack) => add(stack, 'A', { routes: ['GET /a'], cors }),
    b: (stack) => add(stack, 'B', { routes: ['ANY /b'] }),
  };

  test.each([['a', 'b'] as const, ['b', 'a'] as const])(
    'for ANY of another function, in either order: %s, %s',
    (...order) => {
      const stack = newStack();
      for (const step of order) steps[step]!(stack);
      expect(routesOf(stack)).toEqual(expected);
    },
  );

  test('for $default, and for / which it takes as well', () => {
    const stack = newStack();
    add(stack, 'All', { cors });
    expect(routesOf(stack)).toEqual({ $default: 'JWT', 'OPTIONS /': 'NONE', 'OPTIONS /{proxy+}': 'NONE' });
  });

  test('none without CORS, and none where no authorizer stands before the route', () => {
    const closed = newStack();
    add(closed, 'All', {});
    expect(routesOf(closed)).toEqual({ $default: 'JWT' });
    const open = newStack();
    add(open, 'All', { cors, auth: 'none' });
    expect(routesOf(open)).toEqual({ $default: 'NONE' });
  });

  test('OPTIONS of the user loses its authorizer, and the adapter answers it', () => {
    const stack = newStack();
    add(stack, 'A', { routes: ['OPTIONS /a', 'GET /a'], cors });
    expect(routesOf(stack)).toEqual({ 'OPTIONS /a': 'NONE', 'GET /a': 'JWT' });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { TRADEWIND_PREFLIGHT: 'any' } },
    });
  });
});

describe('the adapter', () => {
  const context = {} as never;
  const event = (method: string, headers: Record<string, string> = {}) =>
    ({
      rawPath: '/',
      rawQueryString: '',
      headers,
      isBase64Encoded: false,
      requestContext: { http: { method } },
    }) as never;
  const preflight = event('OPTIONS', { origin: 'https://shop.example', 'access-control-request-method': 'GET' });
  const handlers: Record<string, unknown> = {
    native: async () => ({ statusCode: 404, headers: {} }),
    portable: { fetch: () => new Response('', { status: 404 }) },
  };

  afterEach(() => void delete process.env.TRADEWIND_PREFLIGHT);

  describe.each(Object.entries({ http, httpJwt }))('%s', (_, adapter) => {
    test.each(Object.entries(handlers))('answers preflight requests before a %s handler', async (__, exported) => {
      process.env.TRADEWIND_PREFLIGHT = 'preflight';
      expect(await adapter(exported)(preflight, context)).toMatchObject({ statusCode: 204 });
      expect(await adapter(exported)(event('OPTIONS'), context)).toMatchObject({ statusCode: 404 });
      process.env.TRADEWIND_PREFLIGHT = 'any';
      expect(await adapter(exported)(event('OPTIONS'), context)).toMatchObject({ statusCode: 204 });
      expect(await adapter(exported)(event('GET'), context)).toMatchObject({ statusCode: 404 });
      delete process.env.TRADEWIND_PREFLIGHT;
      expect(await adapter(exported)(preflight, context)).toMatchObject({ statusCode: 404 });
    });
  });
});

test('uploads and a function with credentials share an API', () => {
  for (const uploadsFirst of [true, false]) {
    const stack = newStack();
    const uploads = () =>
      new ImagePipeline(stack, 'Photos', {
        variants: { thumb: { width: 200 } },
        uploads: { auth, origins: ['https://b.example', 'https://a.example'] },
      });
    if (uploadsFirst) uploads();
    const origins = ['https://a.example', 'https://b.example'];
    add(stack, 'Orders', { routes: ['GET /orders'], cors: { origins, credentials: true } });
    if (!uploadsFirst) uploads();
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: { AllowCredentials: true, AllowMethods: ['GET', 'POST'] },
    });
  }
});
