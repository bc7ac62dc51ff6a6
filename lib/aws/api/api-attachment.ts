import { Names, Stack } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';

/** A role's inline policies hold 10,240 characters, and a function's ARN up to 128. */
const FUNCTIONS_PER_ROLE = 75;

/** Who may call a route, in API Gateway's terms. */
export interface RouteAuthorization {
  readonly type: 'NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM';
  readonly authorizerId?: string;
  readonly scopes?: string[];
}

/**
 * What one stack adds to an HTTP API: routes, authorizers, and the role by which the API invokes the stack's functions.
 *
 * Routes live here and not below their construct, under an id that is their key: a construct that is renamed, or hands a
 * route to another, updates the route in place. Were it made anew, the API would refuse the second of the same key.
 */
export class ApiAttachment extends Construct {
  /** What the stack of `scope` adds to `api`; made on first use. */
  static of(scope: Construct, api: apigw.IHttpApi): ApiAttachment {
    const stack = Stack.of(scope);
    const [parent, id] =
      Stack.of(api) === stack && api instanceof apigw.HttpApi
        ? [api.node.scope ?? stack, `${api.node.id}Routes`]
        : [stack, `TradewindApi-${Names.uniqueResourceName(api, { maxLength: 40 })}`];
    return (
      (parent.node.tryFindChild(id) as ApiAttachment | undefined) ?? new ApiAttachment(parent as Construct, id, api)
    );
  }

  private readonly invokers: { role: iam.Role; statement: iam.PolicyStatement; functions: number }[] = [];

  private constructor(
    scope: Construct,
    id: string,
    private readonly api: apigw.IHttpApi,
  ) {
    super(scope, id);
  }

  /**
   * The role by which the API invokes `fn`. One role serves many functions, where resource permissions would be one
   * more resource for each, and would tie the functions to the API in a circle.
   * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
   */
  invokeRole(fn: IFunction): iam.Role {
    let invoker = this.invokers.at(-1);
    if (invoker === undefined || invoker.functions >= FUNCTIONS_PER_ROLE) {
      invoker = this.createInvoker(`InvokeRole${this.invokers.length === 0 ? '' : this.invokers.length + 1}`);
      this.invokers.push(invoker);
    }
    invoker.statement.addResources(fn.functionArn);
    invoker.functions += 1;
    return invoker.role;
  }

  /** Adds a route. The L2 route would make the integration its own child, and a reordering of routes replace it. */
  addRoute(key: string, integration: apigw.HttpIntegration, authorization: RouteAuthorization): apigw.CfnRoute {
    // Routes of users are unique: what has the key already is one that answers preflight requests.
    this.node.tryRemoveChild(key);
    const route = new apigw.CfnRoute(this, key, {
      apiId: this.api.apiId,
      routeKey: key,
      target: `integrations/${integration.integrationId}`,
      authorizationType: authorization.type,
      authorizerId: authorization.authorizerId,
      authorizationScopes: authorization.scopes,
    });
    explainResource(route, `Leads ${key} to the function.`, 'routes');
    if (authorization.type === 'NONE') acknowledge(route, 'openRoute');
    return route;
  }

  /** An authorizer of this stack: made by `create` unless one of that id is there already. */
  authorizer<T extends Construct>(id: string, create: (scope: Construct, id: string) => T): T {
    return (this.node.tryFindChild(id) as T | undefined) ?? create(this, id);
  }

  private createInvoker(id: string) {
    const statement = new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'] });
    const role = new iam.Role(this, id, {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'Lets the HTTP API invoke the functions behind its routes.',
      inlinePolicies: { Invoke: new iam.PolicyDocument({ statements: [statement] }) },
    });
    explainResource(role, 'Lets the API invoke the functions behind its routes, and nothing else.');
    acknowledge(role, 'inlinePolicy');
    return { role, statement, functions: 0 };
  }
}
