import { Names, Stack } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';

/** Inline policies of a role hold at most 10,240 characters, and the ARN of a function at most 128. */
const FUNCTIONS_PER_ROLE = 75;

/** Authorization of a route, in the terms of API Gateway. */
export interface RouteAuthorization {
  readonly type: 'NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM';
  readonly authorizerId?: string;
  readonly scopes?: string[];
}

/**
 * Parts that one stack adds to an HTTP API: routes, authorizers, and the roles by which the API invokes the functions
 * of the stack.
 *
 * Routes are children of this construct rather than of their function, and their id is their key. So a renamed
 * construct, or a route that moves to another function, is updated in place: the API would refuse a second route of the
 * same key.
 */
export class ApiAttachment extends Construct {
  /** Parts that the stack of `scope` adds to `api`, created at first use. */
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
   * The role by which the API invokes `fn`. One role serves many functions, whereas resource permissions would add a
   * resource for each, and a circular dependency between the functions and the API.
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

  /**
   * Adds a route. With the L2 route, the integration would be its child, and reordering the routes would replace it.
   */
  addRoute(key: string, integration: apigw.HttpIntegration, authorization: RouteAuthorization): apigw.CfnRoute {
    // Routes of users are unique: an existing route of this key answers preflight requests.
    this.node.tryRemoveChild(key);
    const route = new apigw.CfnRoute(this, key, {
      apiId: this.api.apiId,
      routeKey: key,
      target: `integrations/${integration.integrationId}`,
      authorizationType: authorization.type,
      authorizerId: authorization.authorizerId,
      authorizationScopes: authorization.scopes,
    });
    explainResource(route, `Routes ${key} to the function.`, 'routes');
    if (authorization.type === 'NONE') acknowledge(route, 'openRoute');
    return route;
  }

  /** Returns the authorizer of this stack with that id. Calls `create` if there is none. */
  authorizer<T extends Construct>(id: string, create: (scope: Construct, id: string) => T): T {
    return (this.node.tryFindChild(id) as T | undefined) ?? create(this, id);
  }

  private createInvoker(id: string) {
    const statement = new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'] });
    const role = new iam.Role(this, id, {
      assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      description: 'Allows the HTTP API to invoke the functions behind its routes.',
      inlinePolicies: { Invoke: new iam.PolicyDocument({ statements: [statement] }) },
    });
    explainResource(role, 'Allows the API to invoke the functions behind its routes, and nothing else.');
    acknowledge(role, 'inlinePolicy');
    return { role, statement, functions: 0 };
  }
}
