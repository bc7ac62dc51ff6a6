import * as path from 'node:path';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describeApp, hours } from 'tradewind';
import { ApiFunction, type ApiFunctionProps, alarmsTo, authorizer, jwt } from 'tradewind/aws';
import { templateSerializer, testApp } from 'tradewind/testing';
import { inventory, logicalIds } from './inventory';

expect.addSnapshotSerializer(templateSerializer);

const entry = 'test/fixtures/handlers/orders.ts';
const ISSUER = 'https://login.example.com/';
const newStack = (id = 'Shop') => new Stack(testApp(), id, { env: { region: 'eu-west-1', account: '111122223333' } });
const add = (stack: Stack, id: string, props: Partial<ApiFunctionProps> = {}) =>
  new ApiFunction(stack, id, { entry, routes: [`GET /${id.toLowerCase()}`], auth: 'iam', ...props });

describe('resources', () => {
  test('the whole inventory, each with its purpose', () => {
    const stack = newStack();
    add(stack, 'Orders');
    expect(inventory(stack)).toEqual({
      'Lambda::Function': 1, // the handler
      'IAM::Role': 2, // one of the function, one by which the API invokes it
      'Logs::LogGroup': 2, // of the function, and the access log of the API
      'ApiGatewayV2::Api': 1, // shared by the stack
      'ApiGatewayV2::Stage': 1, // with throttle and access log
      'ApiGatewayV2::Integration': 1, // one for all routes of the function
      'ApiGatewayV2::Route': 1, // one for each route
    });
  });

  test('a further function adds five resources, with tracing, logs and auth on', () => {
    const count = (functions: number) => {
      const stack = newStack();
      for (let index = 0; index < functions; index++) add(stack, `Fn${index}`);
      return logicalIds(stack).length;
    };
    expect(count(3) - count(2)).toBe(5);
  });

  test('a further route adds one resource', () => {
    const [one, two] = [newStack(), newStack()];
    add(one, 'Orders', { routes: ['GET /orders'] });
    add(two, 'Orders', { routes: ['GET /orders', 'POST /orders'] });
    expect(logicalIds(two).length - logicalIds(one).length).toBe(1);
  });

  test('the logical ids, which are a contract', () => {
    const stack = newStack();
    add(stack, 'Orders', { routes: ['GET /orders/{id}', '$default'] });
    expect(logicalIds(stack)).toMatchSnapshot();
  });

  test('the template', () => {
    const stack = newStack();
    add(stack, 'Orders', { routes: ['GET /orders/{id}'] });
    expect(Template.fromStack(stack)).toMatchSnapshot();
  });

  test('the same function under another id keeps its route', () => {
    const routeIds = (id: string) => {
      const stack = newStack();
      add(stack, id, { routes: ['GET /orders'] });
      return Object.keys(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Route'));
    };
    expect(routeIds('Orders')).toEqual(routeIds('Renamed'));
  });
});

describe('the function', () => {
  const stack = newStack();
  const orders = add(stack, 'Orders', { environment: { STAGE: 'test' } });
  const template = Template.fromStack(stack);

  test('runs on the pinned runtime with fitting limits, JSON logs and tracing', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 1024,
      Timeout: 10,
      Environment: { Variables: { STAGE: 'test' } },
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO' },
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('can write its own logs and its traces, and nothing else', () => {
    const { PolicyDocument } = Object.values(
      template.findResources('AWS::IAM::Role', {
        Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] } },
      }),
    )[0]!.Properties.Policies[0];
    expect(PolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^OrdersLogs/), 'Arn'] },
      },
      { Effect: 'Allow', Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], Resource: '*' },
    ]);
  });

  test('keeps its logs for a month in its own group', () => {
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
    template.resourcePropertiesCountIs('AWS::Logs::LogGroup', { LogGroupName: Match.anyValue() }, 0);
  });

  test('is invoked by the API through a role that names it', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }] },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: 'lambda:InvokeFunction',
                Resource: { 'Fn::GetAtt': [stack.getLogicalId(orders.function.node.defaultChild as never), 'Arn'] },
              },
            ],
          },
        },
      ],
    });
    template.resourceCountIs('AWS::Lambda::Permission', 0);
  });

  test('takes overrides last', () => {
    const other = newStack();
    add(other, 'Orders', { memory: 512, overrides: { function: { memorySize: 256, description: 'mine' } } });
    Template.fromStack(other).hasResourceProperties('AWS::Lambda::Function', { MemorySize: 256, Description: 'mine' });
  });

  test('acknowledges disabled tracing', () => {
    const other = newStack();
    add(other, 'Orders', { tracing: 'off' });
    const text = JSON.stringify(Template.fromStack(other).toJSON());
    expect(text).not.toContain('xray');
    expect(text).not.toContain('TracingConfig');
  });

  test('is x86_64 if overrides set it', () => {
    const other = new Stack(testApp({ context: { 'tradewind:architecture': 'x86_64' } }), 'Shop');
    add(other, 'Orders');
    Template.fromStack(other).hasResourceProperties('AWS::Lambda::Function', { Architectures: ['x86_64'] });
  });
});

describe('the API', () => {
  test('is throttled and logged, and its stage deploys itself', () => {
    const stack = newStack();
    add(stack, 'Orders');
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      AccessLogSettings: { Format: Match.stringLikeRegexp('integrationErrorMessage') },
    });
  });

  test('is shared within a stack', () => {
    const stack = newStack();
    const [orders, users] = [add(stack, 'Orders'), add(stack, 'Users')];
    expect(orders.api).toBe(users.api);
    Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 1);
  });

  test('is shared across stacks, which depend in one direction only', () => {
    const app = testApp();
    const [first, second] = [new Stack(app, 'First'), new Stack(app, 'Second')];
    const orders = add(first, 'Orders');
    const users = add(second, 'Users', { api: orders.api });
    orders.addEnvironment('SELF', orders.url);
    users.addEnvironment('ORDERS', orders.url);
    app.synth();
    expect(second.dependencies).toEqual([first]);
    expect(first.dependencies).toEqual([]);
    expect(inventory(second)).toEqual({
      'Lambda::Function': 1,
      'IAM::Role': 2,
      'Logs::LogGroup': 1,
      'ApiGatewayV2::Integration': 1,
      'ApiGatewayV2::Route': 1,
    });
  });

  test('can be its own, which other functions can share', () => {
    const stack = newStack();
    const orders = add(stack, 'Orders', {
      api: 'own',
      cors: { origins: ['https://a.example'] },
      throttle: { rate: 9, burst: 9 },
    });
    add(stack, 'Users', { cors: { origins: ['https://b.example'] } });
    add(stack, 'Admin', { api: orders.api, routes: ['GET /users'] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 2);
    template.resourceCountIs('AWS::ApiGatewayV2::Stage', 2);
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      RouteSettings: { 'GET /orders': { ThrottlingRateLimit: 9 } },
    });
  });

  test('can be one of the user, also imported', () => {
    const stack = newStack();
    const mine = new HttpApi(stack, 'Mine');
    const imported = HttpApi.fromHttpApiAttributes(stack, 'Imported', { httpApiId: 'abc123' });
    add(stack, 'Orders', { api: mine });
    add(stack, 'Users', { api: imported });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    template.hasResourceProperties('AWS::ApiGatewayV2::Route', { ApiId: 'abc123', RouteKey: 'GET /users' });
  });

  test('invokes more functions than one policy can name through a second role', () => {
    const stack = newStack();
    for (let index = 0; index < 76; index++) add(stack, `Fn${index}`);
    const roles = Template.fromStack(stack).findResources('AWS::IAM::Role', {
      Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'apigateway.amazonaws.com' } }] } },
    });
    const sizes = Object.values(roles).map(
      (role) => [role.Properties.Policies[0].PolicyDocument.Statement[0].Resource].flat().length,
    );
    expect(sizes.sort()).toEqual([1, 75]);
  });

  test('limits the routes of a function with throttle, once they exist', () => {
    const stack = newStack();
    add(stack, 'Orders', { throttle: { rate: 5, burst: 5 } });
    add(stack, 'Users');
    Template.fromStack(stack).hasResource('AWS::ApiGatewayV2::Stage', {
      Properties: { RouteSettings: { 'GET /orders': { ThrottlingRateLimit: 5, ThrottlingBurstLimit: 5 } } },
      DependsOn: [Match.stringLikeRegexp('GETorders')],
    });
  });

  test('answers preflights for the methods of all routes', () => {
    const stack = newStack();
    add(stack, 'Orders', { cors: { origins: ['https://shop.example'] } });
    add(stack, 'Users', { routes: ['POST /users'] });
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: {
        AllowOrigins: ['https://shop.example'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type'],
        MaxAge: 3600,
      },
    });
  });

  test('lets preflights past the authorization of a default route', () => {
    const stack = newStack();
    add(stack, 'Orders', { routes: ['$default'], cors: { origins: ['*'], maxAge: hours(2) } });
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Route', {
      RouteKey: 'OPTIONS /{proxy+}',
      AuthorizationType: 'NONE',
    });
  });

  test('has a domain with certificate, records and TLS 1.2, and no other endpoint', () => {
    const stack = newStack();
    const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
    const orders = add(stack, 'Orders', { domain: { name: 'api.example.com', zone } });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'api.example.com',
      DomainNameConfigurations: [{ SecurityPolicy: 'TLS_1_2', CertificateArn: { Ref: Match.anyValue() } }],
    });
    template.hasResourceProperties('AWS::CertificateManager::Certificate', { ValidationMethod: 'DNS' });
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'A', Name: 'api.example.com.' });
    template.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'AAAA', Name: 'api.example.com.' });
    expect(orders.url).toBe('https://api.example.com');
  });

  test('returns its URL', () => {
    const stack = newStack();
    const orders = add(stack, 'Orders');
    new CfnOutput(stack, 'Mine', { value: orders.url });
    const outputs = Object.values(Template.fromStack(stack).findOutputs('*')).map((output) =>
      JSON.stringify(output.Value),
    );
    expect(new Set(outputs).size).toBe(1);
  });
});

describe('auth', () => {
  const routeOf = (auth: ApiFunctionProps['auth']) => {
    const stack = newStack();
    add(stack, 'Orders', { auth });
    const template = Template.fromStack(stack);
    return { template, route: Object.values(template.findResources('AWS::ApiGatewayV2::Route'))[0]!.Properties };
  };

  test('none and iam need no authorizer', () => {
    expect(routeOf('none').route.AuthorizationType).toBe('NONE');
    expect(routeOf('iam').route.AuthorizationType).toBe('AWS_IAM');
  });

  test('jwt', () => {
    const { template, route } = routeOf(jwt({ issuer: ISSUER, audience: ['shop'], scopes: ['orders:read'] }));
    expect(route).toMatchObject({
      AuthorizationType: 'JWT',
      AuthorizationScopes: ['orders:read'],
      AuthorizerId: { Ref: expect.any(String) },
    });
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: ISSUER, Audience: ['shop'] },
      IdentitySource: ['$request.header.Authorization'],
    });
  });

  test('authorizer: its own function, invoked by the role of the API', () => {
    const { template, route } = routeOf(authorizer({ entry: 'test/fixtures/handlers/gate.ts' }));
    expect(route.AuthorizationType).toBe('CUSTOM');
    template.resourceCountIs('AWS::Lambda::Function', 2);
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 300,
      IdentitySource: ['$request.header.Authorization'],
      AuthorizerCredentialsArn: Match.anyValue(),
    });
  });

  test('an authorizer has the same ids however its entry is spelled', () => {
    const ids = (entry: string) => {
      const stack = newStack();
      add(stack, 'Orders', { auth: authorizer({ entry }) });
      return logicalIds(stack);
    };
    expect(ids('test/fixtures/handlers/gate.ts')).toEqual(ids(path.resolve('test/fixtures/handlers/gate.ts')));
  });

  test('equal settings share an authorizer, other ones do not', () => {
    const stack = newStack();
    add(stack, 'Orders', { auth: jwt({ issuer: ISSUER, audience: ['shop'] }) });
    add(stack, 'Users', { auth: jwt({ issuer: ISSUER, audience: ['shop'], scopes: ['users'] }) });
    add(stack, 'Admin', { auth: jwt({ issuer: ISSUER, audience: ['admin'] }) });
    Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Authorizer', 2);
  });

  test('grantInvoke lets a role call the routes of the function only', () => {
    const stack = newStack();
    const orders = add(stack, 'Orders', { routes: ['GET /orders/{id}', 'ANY /files/{path+}'] });
    orders.grantInvoke(new Role(stack, 'Caller', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }));
    const policy = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(policy).toContain('execute-api:Invoke');
    expect(policy).toContain('/*/GET/orders/*');
    expect(policy).toContain('/*/*/files/*');
  });
});

describe('streaming', () => {
  test('answers on a function URL, without an API', () => {
    const stack = newStack();
    const orders = add(stack, 'Orders', { streaming: true, routes: ['GET /orders/{id}'], timeout: hours(0.25) });
    expect(inventory(stack)).toEqual({
      'Lambda::Function': 1, // the handler
      'IAM::Role': 1, // of the function
      'Logs::LogGroup': 1, // of the function
      'Lambda::Url': 1, // answers
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Lambda::Url', { AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 900,
      Environment: { Variables: { TRADEWIND_ROUTES: '["GET /orders/{id}"]' } },
    });
    expect(orders.api).toBeUndefined();
  });

  test('is public only with an explicit auth: none', () => {
    const stack = newStack();
    add(stack, 'Orders', { streaming: true, auth: 'none' });
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', {
      FunctionUrlAuthType: 'NONE',
      Principal: '*',
    });
  });
});

describe('alarms', () => {
  test('one for the whole API, to the topic named for the stack', () => {
    const stack = newStack();
    alarmsTo(stack, new Topic(stack, 'Topic'));
    add(stack, 'Orders');
    add(stack, 'Users');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: '5xx',
      Threshold: 0.05,
      DatapointsToAlarm: 2,
      EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: Match.stringLikeRegexp('Topic') }],
    });
  });

  test('none without a topic, and none where they are disabled', () => {
    const stack = newStack();
    add(stack, 'Orders');
    add(stack, 'Users', { alarms: false });
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });
});

describe('the app model', () => {
  test('describes the construct', () => {
    const stack = newStack();
    add(stack, 'Orders', {
      routes: ['GET /orders/{id}'],
      auth: authorizer({ entry: 'test/fixtures/handlers/gate.ts' }),
    });
    const { constructs } = describeApp(stack);
    expect(constructs).toHaveLength(1);
    expect(constructs[0]).toMatchObject({
      kind: 'ApiFunction',
      provider: 'aws',
      path: 'Shop/Orders',
      triggers: [{ kind: 'http', on: 'GET /orders/{id}', function: 'Shop/Orders/Function' }],
      limits: { timeoutSeconds: 10, requestsPerSecond: 100 },
      props: { memory: 1024, timeout: '10 s' },
    });
    expect(constructs[0]!.functions.map((fn) => fn.entry)).toEqual([entry, 'test/fixtures/handlers/gate.ts']);
  });
});

describe('a refused function', () => {
  test('creates no API, sets no CORS policy and claims no route', () => {
    const stack = newStack();
    const refused = () =>
      add(stack, 'Orders', { routes: ['GET /orders'], memory: 1, cors: { origins: ['https://a.example.com'] } });
    expect(refused).toThrow('MEMORY_RANGE');
    expect(stack.node.tryFindChild('TradewindApi')).toBeUndefined();
    add(stack, 'Others', { routes: ['GET /orders'], cors: { origins: ['https://b.example.com'] } });
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Api', {
      CorsConfiguration: Match.objectLike({ AllowOrigins: ['https://b.example.com'] }),
    });
  });
});
