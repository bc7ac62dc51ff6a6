import { CfnOutput, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';

export type FunctionProps = Omit<lambda.FunctionProps, 'code' | 'handler'>;

/**
 * Creates by hand the resources of `ApiFunction`: for each function its role, log group, integration and route; for
 * each stack an API with its stage, access log and the role by which it invokes the functions.
 */
export class PlainApi {
  private readonly api: apigw.HttpApi;
  private readonly invoke = new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'] });
  private readonly invoker: iam.Role;

  constructor(private readonly stack: Stack) {
    this.api = new apigw.HttpApi(stack, 'Api', { apiName: stack.stackName, createDefaultStage: false });
    const destination = new logs.LogGroup(stack, 'AccessLogs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api.addStage('Stage', {
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: {
        destination: new apigw.LogGroupLogDestination(destination),
        format: AccessLogFormat.custom(JSON.stringify({ requestId: '$context.requestId', status: '$context.status' })),
      },
    });
    this.invoker = new iam.Role(stack, 'InvokeRole', {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: { Invoke: new iam.PolicyDocument({ statements: [this.invoke] }) },
    });
    new CfnOutput(stack, 'Url', { value: this.api.apiEndpoint });
  }

  /** Adds a function, which `create` creates with the given props, and its route. */
  add(index: number, create: (id: string, props: FunctionProps) => lambda.Function): void {
    const fn = create(`F${index}`, this.functionProps(index));
    (fn.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: 'Active' };
    this.invoke.addResources(fn.functionArn);
    const integration = new apigw.HttpIntegration(this.stack, `F${index}Integration`, {
      httpApi: this.api,
      integrationType: apigw.HttpIntegrationType.AWS_PROXY,
      integrationUri: fn.functionArn,
      payloadFormatVersion: apigw.PayloadFormatVersion.VERSION_2_0,
      credentials: apigw.IntegrationCredentials.fromRole(this.invoker),
    });
    new apigw.CfnRoute(this.stack, `F${index}Route`, {
      apiId: this.api.apiId,
      routeKey: `GET /f${index}/{id}`,
      target: `integrations/${integration.integrationId}`,
      authorizationType: 'AWS_IAM',
    });
  }

  private functionProps(index: number): FunctionProps {
    const logGroup = new logs.LogGroup(this.stack, `F${index}Logs`, {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    return {
      description: `Answers GET /f${index}/{id}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 1024,
      timeout: Duration.seconds(10),
      loggingFormat: lambda.LoggingFormat.JSON,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      systemLogLevelV2: lambda.SystemLogLevel.INFO,
      logGroup,
      role: this.functionRole(index, logGroup),
    };
  }

  private functionRole(index: number, logGroup: logs.LogGroup): iam.Role {
    const statements = [
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      new iam.PolicyStatement({
        actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
        resources: ['*'],
      }),
    ];
    return new iam.Role(this.stack, `F${index}Role`, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Base: new iam.PolicyDocument({ statements }) },
    });
  }
}
