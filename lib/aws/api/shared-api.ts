import { CfnOutput, Lazy, Names, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Cors, Throttle } from '../../constructs/api-function';
import { defaults, withDefaults } from '../../defaults';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';

const ID = 'TradewindApi';

/** One line of the access log. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const ACCESS_LOG_FIELDS = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  sourceIp: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationLatency: '$context.integrationLatency',
  integrationRequestId: '$context.integration.requestId',
  integrationError: '$context.integrationErrorMessage',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.message',
};

const made = new WeakMap<apigw.IHttpApi, SharedApi>();

/**
 * The HTTP API that the `ApiFunction`s of a stack share, with its stage, access log and limits. Functions add settings
 * of the whole API (CORS, limits of routes, a domain that disables the default endpoint), so those are rendered lazily.
 */
export class SharedApi extends Construct {
  /** The shared API of the stack, or with `own` that of one construct, if it exists. */
  static find(scope: Construct, own?: 'own'): SharedApi | undefined {
    const child = own ? scope.node.tryFindChild('Api') : Stack.of(scope).node.tryFindChild(ID);
    return child as SharedApi | undefined;
  }

  /** Creates the shared API of the stack, or with `own` one for one construct, which can be passed to others. */
  static create(scope: Construct, own?: 'own'): SharedApi {
    return own ? new SharedApi(scope, 'Api') : new SharedApi(Stack.of(scope), ID);
  }

  /** The shared API behind `api`; undefined for an API of the user. */
  static behind(api: apigw.IHttpApi): SharedApi | undefined {
    return made.get(api);
  }

  readonly api: apigw.HttpApi;
  readonly stage: apigw.HttpStage;
  readonly accessLogs: logs.LogGroup;
  private cors?: { readonly path: string; readonly value: Cors };
  private readonly whenOpen: (() => void)[] = [];
  private readonly methods = new Set<string>();
  private readonly limits: Record<string, object> = {};
  private domainName?: string;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.api = new apigw.HttpApi(this, 'Api', {
      apiName:
        scope === Stack.of(scope) ? Stack.of(scope).stackName : Names.uniqueResourceName(scope, { maxLength: 128 }),
      createDefaultStage: false,
    });
    made.set(this.api, this);
    explainResource(this.api, 'The HTTP API that the functions of the stack share.', 'api');
    this.accessLogs = this.createAccessLogs();
    this.stage = this.createStage();
    const cfnApi = this.api.node.defaultChild as apigw.CfnApi;
    cfnApi.corsConfiguration = Lazy.any({ produce: () => this.renderCors() });
    cfnApi.disableExecuteApiEndpoint = Lazy.any({ produce: () => (this.domainName === undefined ? undefined : true) });
    const output = new CfnOutput(this, 'Url', { value: Lazy.string({ produce: () => this.url }) });
    output.description = 'Address of the HTTP API.';
  }

  /** URL of the API, without a trailing slash. */
  get url(): string {
    return this.domainName === undefined ? this.api.apiEndpoint : `https://${this.domainName}`;
  }

  /** Sets the domain name of the API, and disables its default endpoint. */
  useDomain(name: string): void {
    this.domainName ??= name;
  }

  /** Path of the construct whose CORS policy contradicts `value`, if any. */
  contradicted(value: Cors): string | undefined {
    return this.cors === undefined || agree(this.cors.value, value) ? undefined : this.cors.path;
  }

  /** Sets the CORS policy. A construct can add settings that another omits. */
  setCors(path: string, value: Cors): void {
    this.cors = { path, value: { ...this.cors?.value, ...given(value) } as Cors };
    for (const open of this.whenOpen.splice(0)) open();
  }

  /** Calls `open` once the API has a CORS policy: now, or when a construct sets one. */
  withCors(open: () => void): void {
    if (this.cors === undefined) this.whenOpen.push(open);
    else open();
  }

  /** Adds the method of a route to those that CORS allows. */
  allowMethod(method: string): void {
    this.methods.add(method);
  }

  /** Limits the requests to a route. The stage depends on the route, or API Gateway rejects its settings. */
  limitRoute(route: apigw.CfnRoute, throttle: Throttle): void {
    const cfnStage = this.stage.node.defaultChild as apigw.CfnStage;
    this.limits[route.routeKey] = { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst };
    cfnStage.routeSettings = this.limits;
    cfnStage.node.addDependency(route);
  }

  private createAccessLogs(): logs.LogGroup {
    const accessLogs = new logs.LogGroup(this, 'AccessLogs', {
      retention: defaults.ApiFunction.logRetention.value as number as logs.RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    explainResource(accessLogs, 'Keeps a line for each request, also for rejected ones.');
    acknowledge(accessLogs, 'logEncryption');
    return accessLogs;
  }

  private createStage(): apigw.HttpStage {
    const { rate, burst } = defaults.ApiFunction.throttle.value;
    const stage = this.api.addStage('Stage', {
      autoDeploy: true,
      throttle: { rateLimit: rate, burstLimit: burst },
      accessLogSettings: {
        destination: new apigw.LogGroupLogDestination(this.accessLogs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG_FIELDS)),
      },
    });
    explainResource(stage, 'Deploys routes automatically, limits requests, and logs them.', 'throttle');
    return stage;
  }

  private renderCors(): apigw.CfnApi.CorsProperty | undefined {
    if (this.cors === undefined) return undefined;
    const cors = withDefaults('Cors', this.cors.value);
    return {
      allowOrigins: [...cors.origins],
      allowMethods: [...(cors.methods ?? this.routeMethods())],
      allowHeaders: [...cors.headers],
      exposeHeaders: cors.exposeHeaders.length > 0 ? [...cors.exposeHeaders] : undefined,
      allowCredentials: cors.credentials || undefined,
      maxAge: cors.maxAge.toSeconds(),
    };
  }

  private routeMethods(): string[] {
    return this.methods.has('ANY') ? ['*'] : [...this.methods].sort();
  }
}

function given(cors: Cors): Partial<Cors> {
  return Object.fromEntries(Object.entries(cors).filter(([, value]) => value !== undefined));
}

/** Compares the settings that both policies have. The order of a list is irrelevant. */
function agree(one: Cors, other: Cors): boolean {
  const [ours, theirs] = [given(one), given(other)].map((cors) => cors as Readonly<Record<string, unknown>>);
  return Object.entries(ours ?? {}).every(
    ([name, value]) => theirs?.[name] === undefined || comparable(value) === comparable(theirs[name]),
  );
}

function comparable(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify([...value].sort());
  const duration = value as { toSeconds?: () => number };
  return JSON.stringify(typeof duration?.toSeconds === 'function' ? duration.toSeconds() : value);
}
