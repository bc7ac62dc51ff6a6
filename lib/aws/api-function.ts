import { Duration } from 'aws-cdk-lib';
import type * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import type { DomainName, IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { ApiFunctionProps as PortableProps } from '../constructs/api-function';
import { readProps } from '../constructs/read-props';
import { defaults, type Resolved } from '../defaults';
import { Problems } from '../errors';
import { parseRoute, type Route } from '../routes';
import type { FunctionClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { ApiAttachment } from './api/api-attachment';
import { authorizeRoutes, authorizerFunctions } from './api/api-auth';
import { checkAwsApiFunction } from './api/api-checks';
import { attachDomain } from './api/api-domain';
import { createIntegration } from './api/api-integration';
import { openPreflights } from './api/api-preflight';
import { joinApi } from './api/function-api';
import { createFunctionUrl } from './api/function-url';
import { SharedApi } from './api/shared-api';
import { type BoundResource, bound } from './bindings/bound';
import { createFunction, type FunctionParts } from './function/function';
import { boundFunction } from './function/function-rights';
import { awsRules } from './prop-rules';
import type { Adapter } from './shipped';
import { acknowledgeGrant } from './stack/acknowledge';
import { createAlarm, withAlarms } from './stack/alarms';
import { recordConstruct } from './stack/app-model';
import type { AwsTypes } from './types';

/** Props of `ApiFunction` on AWS. */
export type ApiFunctionProps = PortableProps<AwsTypes>;
type Settings = Resolved<'ApiFunction', ApiFunctionProps>;

/**
 * Runs a function for HTTP requests, on an API Gateway HTTP API that all functions of the stack share, or with
 * `streaming` on a function URL. API Gateway matches the exact method: without `streaming`, HEAD requires its own
 * route, or `ANY`.
 *
 * @example
 * new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', routes: ['GET /orders/{id}', 'POST /orders'], auth: 'iam' });
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export class ApiFunction extends Construct implements iam.IGrantable, Bindable<FunctionClient> {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<FunctionClient>;
  /** The Lambda function. Use it for anything without a prop. */
  readonly function: lambda.Function;
  /** The execution role, used by this function alone. */
  readonly role: iam.Role;
  /** The log group of the function, which keeps logs for `logRetention` days. */
  readonly logGroup: LogGroup;
  readonly grantPrincipal: iam.IPrincipal;
  /** The HTTP API; none with `streaming`. */
  readonly api?: IHttpApi;
  /** Integration of the routes, which invokes the function through a role. None with `streaming`. */
  readonly integration?: apigw.HttpIntegration;
  /** Routes on the API, including the one for preflight requests. Empty with `streaming`. */
  readonly apiRoutes: readonly apigw.CfnRoute[] = [];
  /** Domain name of the API, with `domain`. */
  readonly domainName?: DomainName;
  /** Function URL, with `streaming`. */
  readonly functionUrl?: lambda.FunctionUrl;
  /**
   * Description of the construct for bindings; none with `streaming`, whose responses an invocation does not return.
   * @hidden
   */
  readonly [bound]?: BoundResource;
  private readonly routes: readonly Route[];

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const settings = readProps(this, 'ApiFunction', props, awsRules);
    this.routes = this.check(settings, props);

    if (!settings.streaming) this.api = joinApi(this, props, this.routes);
    const parts = this.createFunction(settings);
    this.function = parts.function;
    this.role = parts.role;
    this.logGroup = parts.logGroup;
    this.grantPrincipal = parts.function.grantPrincipal;
    if (this.api === undefined) {
      this.functionUrl = createFunctionUrl(this.function, settings);
    } else {
      this.integration = createIntegration(this, this.api, this.function);
      this.apiRoutes = this.createRoutes(this.api, this.integration, settings, props);
      this[bound] = boundFunction(
        this.function,
        this.apiRoutes.map(({ routeKey }) => routeKey),
      );
      this.domainName = this.createDomain(this.api, settings);
    }
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Base URL of the routes, without a trailing slash. Empty for an imported API without an endpoint. */
  get url(): string {
    if (this.functionUrl !== undefined) return this.functionUrl.url;
    if (this.api === undefined) return '';
    return SharedApi.behind(this.api)?.url ?? this.api.apiEndpoint;
  }

  /** Allows `grantee` to call the routes with its AWS credentials. Required with `auth: 'iam'`. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant {
    if (this.api === undefined) return this.function.grantInvokeUrl(grantee);
    const { api } = this;
    const resourceArns = this.routes.map((route) => routeArn(api, route));
    acknowledgeGrant(grantee, 'routeWildcard', resourceArns);
    return iam.Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns });
  }

  /** Adds an environment variable to the function. */
  addEnvironment(name: string, value: string): this {
    this.function.addEnvironment(name, value);
    return this;
  }

  /** Invocations that ended in an error. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** Duration of the invocations. */
  metricDuration(options?: MetricOptions): Metric {
    return this.function.metricDuration(options);
  }

  private check(settings: Settings, given: ApiFunctionProps): readonly Route[] {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'aws', 'ApiFunction', given);
    const routes = settings.routes.flatMap((text) => problems.parse('routes', text, () => parseRoute(text)) ?? []);
    checkAwsApiFunction(problems, this, settings, routes, given);
    problems.throwIfAny();
    return routes;
  }

  private createFunction(settings: Settings): FunctionParts {
    return createFunction(this, 'Function', {
      ...settings,
      adapter: adapterOf(settings),
      description: `Answers ${this.routes.map((route) => route.key).join(', ')}`.slice(0, 256),
      internal: this.internalEnvironment(settings),
      overrides: settings.overrides.function,
    });
  }

  private internalEnvironment(settings: Settings): Record<string, string> {
    const limited = settings.maxRequestBytes < defaults.ApiFunction.maxRequestBytes.value;
    return {
      ...(limited && { TRADEWIND_MAX_REQUEST_BYTES: `${settings.maxRequestBytes}` }),
      ...(settings.streaming && { TRADEWIND_ROUTES: JSON.stringify(this.routes.map((route) => route.key)) }),
    };
  }

  private createRoutes(
    api: IHttpApi,
    integration: apigw.HttpIntegration,
    settings: Settings,
    props: ApiFunctionProps,
  ): apigw.CfnRoute[] {
    const attachment = ApiAttachment.of(this, api);
    const authorization = authorizeRoutes(attachment, api, settings.auth);
    const shared = SharedApi.behind(api);
    const made = this.routes.map((route) => {
      shared?.allowMethod(route.method);
      return attachment.addRoute(route.key, integration, authorization);
    });
    if (props.throttle !== undefined) {
      for (const route of made) shared?.limitRoute(route, props.throttle);
    }
    if (shared !== undefined)
      openPreflights({ shared, attachment, integration }, this.function, this.routes, settings.auth, made);
    return made;
  }

  private createDomain(api: IHttpApi, { domain }: Settings): DomainName | undefined {
    const shared = SharedApi.behind(api);
    return domain !== undefined && shared !== undefined ? attachDomain(shared, domain) : undefined;
  }

  /** The alarm on server errors covers the whole API, so only the first function with a topic creates it. */
  private createAlarms(settings: Settings): void {
    withAlarms(this, settings.alarms, (topic) => {
      const shared = this.api && SharedApi.behind(this.api);
      const scope = shared ?? this;
      if (scope.node.tryFindChild('ServerErrors') !== undefined) return;
      const options = { period: Duration.minutes(1), statistic: 'Average' };
      const metric = this.api?.metricServerError(options) ?? this.function.metricErrors(options);
      createAlarm(scope, 'ServerErrors', topic, {
        metric,
        threshold: 0.05,
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        description: `${scope.node.path}: more than 5 % of requests fail with a server error.`,
      });
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const authorizers =
      this.api === undefined ? [] : authorizerFunctions(ApiAttachment.of(this, this.api), settings.auth);
    const triggers = this.routes.map((route) => ({
      kind: 'http' as const,
      on: route.key,
      function: this.function.node.path,
    }));
    const limits = { timeoutSeconds: settings.timeout.toSeconds(), maxRequestBytes: settings.maxRequestBytes };
    // The limits of an API that was created elsewhere are not known here.
    const throttled = this.api !== undefined && SharedApi.behind(this.api) !== undefined;
    const rates = { requestsPerSecond: settings.throttle.rate, burst: settings.throttle.burst };
    recordConstruct(
      this,
      {
        kind: 'ApiFunction',
        provider: 'aws',
        functions: [parts.model, ...authorizers],
        triggers,
        bindings: parts.bindings,
        limits: throttled ? { ...limits, ...rates } : limits,
      },
      throttled ? settings : { ...settings, throttle: undefined },
    );
  }
}

function routeArn(api: IHttpApi, route: Route): string {
  if (route.isDefault) return api.arnForExecuteApi();
  const method = route.method === 'ANY' ? undefined : route.method;
  return api.arnForExecuteApi(method, route.path.replace(/\{[^}]+\}/g, '*'));
}

/** Bundles the reader of claims only for JWT authentication. */
function adapterOf({ streaming, auth }: Settings): Adapter {
  if (streaming) return { name: 'http-stream', export: 'httpStream' };
  const withToken = typeof auth === 'object' && auth.kind === 'jwt';
  return withToken ? { name: 'http-jwt', export: 'httpJwt' } : { name: 'http', export: 'http' };
}
