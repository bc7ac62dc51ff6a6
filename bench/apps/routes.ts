// The same routes with each kind of API, to count their resources: tracing on, a log group for each function and an
// access log, every route behind IAM.
import { App, Stack as CdkStack, type Stack } from 'aws-cdk-lib';
import * as rest from 'aws-cdk-lib/aws-apigateway';
import * as http from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ApiFunction } from 'tradewind/aws';

type AddRoute = (name: string) => void;

const kinds: Record<string, (stack: Stack) => AddRoute> = {
  RestApi: (stack) => {
    const api = new rest.RestApi(stack, 'Api', {
      deployOptions: {
        tracingEnabled: true,
        accessLogDestination: new rest.LogGroupLogDestination(new LogGroup(stack, 'AccessLogs')),
      },
    });
    return (name) => {
      const integration = new rest.LambdaIntegration(createFunction(stack, name));
      api.root.addResource(name).addMethod('GET', integration, { authorizationType: rest.AuthorizationType.IAM });
    };
  },
  HttpApi: (stack) => {
    const api = new http.HttpApi(stack, 'Api', { createDefaultStage: false });
    const destination = new http.LogGroupLogDestination(new LogGroup(stack, 'AccessLogs'));
    api.addStage('Stage', { autoDeploy: true, accessLogSettings: { destination } });
    return (name) => {
      const integration = new HttpLambdaIntegration(`${name}Integration`, createFunction(stack, name));
      const methods = [http.HttpMethod.GET];
      api.addRoutes({ path: `/${name}`, methods, integration, authorizer: new HttpIamAuthorizer() });
    };
  },
  tradewind: (stack) => (name) => {
    new ApiFunction(stack, name, { entry: 'src/order-portable.ts', routes: [`GET /${name}`], auth: 'iam' });
  },
};

function createFunction(stack: Stack, name: string): LambdaFunction {
  return new LambdaFunction(stack, name, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    tracing: Tracing.ACTIVE,
    logGroup: new LogGroup(stack, `${name}Logs`),
  });
}

for (const [kind, createApi] of Object.entries(kinds)) {
  for (const count of process.env.BENCH_ROUTES!.split(',').map(Number)) {
    const outdir = `${process.env.BENCH_OUTDIR}/${kind}.${count}`;
    const app = new App({ outdir, analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } });
    const addRoute = createApi(new CdkStack(app, 'Routes'));
    for (let index = 1; index <= count; index += 1) addRoute(`f${index}`);
    app.synth();
  }
}
