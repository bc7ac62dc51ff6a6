import { tmpdir } from 'node:os';
import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describeApp, jwt } from 'tradewind';
import * as azure from 'tradewind/azure';
import * as cloudflare from 'tradewind/cloudflare';
import * as google from 'tradewind/google';
import type { Context } from 'tradewind/runtime';
import { events, invoke, testApp, toResponse } from 'tradewind/testing';
import filesHandler from './files';
import * as orders from './orders';
import { declareOrders } from './orders-app';
import { OrdersStack } from './stack';
import staffHandler from './staff';

const stack: Stack = new OrdersStack(testApp(), 'Orders');
const template = Template.fromStack(stack);

test('resources', () => {
  const resources = Object.values(template.toJSON().Resources as Record<string, { Type: string }>);
  const count = (type: string) => resources.filter(({ Type }) => Type === `AWS::${type}`).length;
  expect(count('ApiGatewayV2::Api')).toBe(1); // shared by five functions
  expect(count('ApiGatewayV2::Route')).toBe(8);
  expect(count('ApiGatewayV2::Authorizer')).toBe(2); // tokens of the staff, keys of carriers
  expect(count('Lambda::Function')).toBe(7); // five routes' functions, the stream, the authorizer
  expect(count('Lambda::Url')).toBe(1); // the stream
  expect(count('Logs::LogGroup')).toBe(8); // of each function, and the access log
  expect(count('DynamoDB::GlobalTable')).toBe(1); // of orders
  expect(count('S3::Bucket')).toBe(1); // of their files
  expect(count('Cognito::UserPool')).toBe(1);
  expect(count('Lambda::Permission')).toBe(0); // the API assumes a role
});

test('access to each route', () => {
  const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route'));
  expect(
    Object.fromEntries(routes.map(({ Properties: route }) => [route.RouteKey, route.AuthorizationType])),
  ).toMatchInlineSnapshot(`
{
  "DELETE /orders/{id}": "JWT",
  "GET /orders/latest": "NONE",
  "GET /orders/{id}": "NONE",
  "GET /orders/{id}/files/{name+}": "NONE",
  "GET /status": "NONE",
  "POST /orders": "NONE",
  "PUT /orders/{id}/files/{name+}": "NONE",
  "PUT /orders/{id}/shipment": "CUSTOM",
}
`);
});

test('each function has only the rights that it needs, in addition to its logs and traces', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const actionsOf = (role: string): string[] => {
    const found = policies.find(({ Properties: policy }) => policy.PolicyName.startsWith(role));
    const statements: { Action: string | string[]; Resource: unknown }[] = found?.Properties.PolicyDocument.Statement;
    expect(statements.map(({ Resource: resource }) => resource)).not.toContain('*');
    return statements.flatMap(({ Action: action }) => action);
  };
  expect(actionsOf('OrdersRole').every((action) => action.startsWith('dynamodb:'))).toBe(true);
  expect(actionsOf('OrdersRole')).toEqual(expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:PutItem']));
  expect(actionsOf('OrdersRole')).not.toContain('dynamodb:Scan');
  expect(actionsOf('FilesRole').every((action) => action.startsWith('s3:'))).toBe(true);
  expect(actionsOf('ShipmentsRole')).toContain('dynamodb:UpdateItem');
  expect(actionsOf('ShipmentsRole')).not.toContain('dynamodb:GetItem');
  expect(actionsOf('ExportRole')).toContain('dynamodb:Scan');
  expect(actionsOf('ExportRole')).not.toContain('dynamodb:PutItem');
});

test('the staff sends tokens of the pool', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    JwtConfiguration: { Audience: [{ Ref: Match.stringLikeRegexp('^StaffClient') }] },
  });
});

describe('the handler of orders', () => {
  test('rejects an order without an item', async () => {
    const event = events.httpApi({ method: 'POST', path: '/orders', body: { quantity: 1 } });
    const response = toResponse(await invoke(orders, event));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: 'item is missing' });
  });

  test('redirects to the latest order', async () => {
    const event = events.httpApi({ path: '/orders/latest', cookies: ['latest=7'] });
    const response = toResponse(await invoke(orders, event));
    expect([response.status, response.headers.get('location')]).toEqual([302, '/orders/7']);
  });
});

describe('with their bindings', () => {
  const items = new Map<unknown, object>();
  const ORDERS = {
    put: async (item: { id: string }) => void items.set(item.id, item),
    get: async ({ id }: { id: string }) => items.get(id),
    delete: async ({ id }: { id: string }) => void items.delete(id),
  };
  const files = new Map<string, Response>();
  const FILES = {
    put: async (key: string, body: ArrayBuffer, { contentType }: { contentType: string }) =>
      void files.set(key, Object.assign(new Response(body), { contentType })),
    get: async (key: string) => files.get(key),
  };
  const ctx = (name: string) => ({ params: { id: '7', name }, log: { info() {} } }) as unknown as Context;

  test('orders are stored and found', async () => {
    const body = JSON.stringify({ item: 'lamp', price: 1 });
    const created = await orders.default.request('/orders', { method: 'POST', body }, { ORDERS });
    const order = await created.json();
    expect([created.status, order]).toEqual([201, { id: expect.any(String), item: 'lamp', quantity: 1 }]);
    expect(await (await orders.default.request(`/orders/${order.id}`, {}, { ORDERS })).json()).toEqual(order);
    expect((await orders.default.request('/orders/nobody', {}, { ORDERS })).status).toBe(404);
  });

  test('files are returned unchanged, and run in no browser', async () => {
    const at = 'https://shop.example/orders/7/files/a.html';
    const headers = { 'content-type': 'text/html' };
    const request = new Request(at, { method: 'PUT', body: '<script>', headers });
    expect((await filesHandler.fetch(request, { FILES } as never, ctx('a.html'))).status).toBe(204);
    const answer = await filesHandler.fetch(new Request(at), { FILES } as never, ctx('a.html'));
    expect(await answer.text()).toBe('<script>');
    expect(Object.fromEntries(answer.headers)).toEqual({
      ...headers,
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    });
    expect((await filesHandler.fetch(new Request(at), { FILES } as never, ctx('b.html'))).status).toBe(404);
  });

  test('the staff deletes an order once', async () => {
    items.set('9', { id: '9' });
    const remove = () => staffHandler.fetch({} as Request, { ORDERS } as never, { ...ctx(''), params: { id: '9' } });
    expect((await remove()).status).toBe(204);
    expect(items.has('9')).toBe(false);
    const again = await remove();
    expect([again.status, await again.json()]).toEqual([404, { message: 'No such order' }]);
  });
});

const FILES_ROUTE = '/orders/{id}/files/{name+}';
// No write reaches it.
const outdir = tmpdir();
const elsewhere = {
  google: () =>
    new google.GoogleStack(new google.App({ outdir }), 'Orders', { project: 'shop-4711', region: 'europe-north1' }),
  azure: () =>
    new azure.AzureStack(new azure.App({ outdir }), 'Orders', { subscriptionId: 's', location: 'northeurope' }),
  cloudflare: () =>
    new cloudflare.CloudflareStack(new cloudflare.App({ outdir }), 'Orders', { accountId: '0'.repeat(32) }),
};

test.each(Object.entries(elsewhere))(
  'on %s, the same routes are callable, by the staff with a token',
  (name, newStack) => {
    const stack = newStack();
    const staff = jwt({ issuer: 'https://login.example', audience: ['orders'] });
    declareOrders({ google, azure, cloudflare }[name as keyof typeof elsewhere], stack, staff);
    const functions = describeApp(stack.node.root).constructs.filter(({ kind }) => kind === 'ApiFunction');
    const told = functions.map(({ path, props, triggers, bindings }) => [
      path,
      triggers.map(({ on }) => on),
      (props.auth as { issuer?: string }).issuer ?? props.auth,
      bindings.map((binding) => binding.name),
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['Orders/Orders', ['POST /orders', 'GET /orders/latest', 'GET /orders/{id}'], 'none', ['ORDERS']],
        ['Orders/Files', [`PUT ${FILES_ROUTE}`, `GET ${FILES_ROUTE}`], 'none', ['FILES']],
        ['Orders/StaffOrders', ['DELETE /orders/{id}'], 'https://login.example', ['ORDERS']],
      ]),
    );
  },
);
