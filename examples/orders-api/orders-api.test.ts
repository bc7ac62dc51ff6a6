import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { events, invoke, testApp, toResponse } from 'tradewind/testing';
import * as orders from './orders';
import { OrdersStack } from './stack';

const stack: Stack = new OrdersStack(testApp(), 'Orders');
const template = Template.fromStack(stack);

test('what is made', () => {
  const resources = Object.values(template.toJSON().Resources as Record<string, { Type: string }>);
  const count = (type: string) => resources.filter(({ Type }) => Type === `AWS::${type}`).length;
  expect(count('ApiGatewayV2::Api')).toBe(1); // shared by five functions
  expect(count('ApiGatewayV2::Route')).toBe(8);
  expect(count('ApiGatewayV2::Authorizer')).toBe(2); // tokens of the staff, keys of carriers
  expect(count('Lambda::Function')).toBe(7); // five routes' functions, the stream, the authorizer
  expect(count('Lambda::Url')).toBe(1); // the stream
  expect(count('Logs::LogGroup')).toBe(8); // of each function, and the access log
  expect(count('DynamoDB::GlobalTable')).toBe(1);
  expect(count('Cognito::UserPool')).toBe(1);
  expect(count('Lambda::Permission')).toBe(0); // the API assumes a role
});

test('who may call what', () => {
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

test('besides its logs and traces, the function of orders may use the table, and nothing else', () => {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const ofOrders = policies.find(({ Properties: policy }) => policy.PolicyName.startsWith('OrdersRole'));
  const statements: { Action: string | string[]; Resource: unknown }[] = ofOrders?.Properties.PolicyDocument.Statement;
  const actions = statements.flatMap(({ Action: action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:PutItem']));
  expect(actions.filter((action) => !action.startsWith('dynamodb:'))).toEqual([]);
  expect(statements.map(({ Resource: resource }) => resource)).not.toContain('*');
});

test('the staff shows tokens of the pool', () => {
  template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
    AuthorizerType: 'JWT',
    JwtConfiguration: { Audience: [{ Ref: Match.stringLikeRegexp('^StaffClient') }] },
  });
});

describe('the handler of orders', () => {
  test('refuses an order of nothing', async () => {
    const event = events.httpApi({ method: 'POST', path: '/orders', body: { quantity: 1 } });
    const response = toResponse(await invoke(orders, event));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: 'item is missing' });
  });

  test('leads to the latest order', async () => {
    const event = events.httpApi({ path: '/orders/latest', cookies: ['latest=7'] });
    const response = toResponse(await invoke(orders, event));
    expect([response.status, response.headers.get('location')]).toEqual([302, '/orders/7']);
  });
});
