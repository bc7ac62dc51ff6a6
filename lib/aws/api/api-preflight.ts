import type * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Auth } from '../../constructs/auth';
import type { Route } from '../../routes';
import type { ApiAttachment } from './api-attachment';
import type { SharedApi } from './shared-api';

/** Location of the routes of a function. */
interface Place {
  readonly shared: SharedApi;
  readonly attachment: ApiAttachment;
  readonly integration: apigw.HttpIntegration;
}

/**
 * Answers preflight requests without credentials and without the code of the user, once any function sets a CORS policy
 * on the API. API Gateway itself answers them only if no route matches `OPTIONS`. `ANY` and `$default` match it, with
 * their authorizer. So each of them gets a route for `OPTIONS` without an authorizer, on which the adapter answers.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function openPreflights(
  { shared, attachment, integration }: Place,
  fn: LambdaFunction,
  routes: readonly Route[],
  auth: Auth,
  made: apigw.CfnRoute[],
): void {
  const open = routes.filter(({ method }) => method === 'ANY' || method === 'OPTIONS');
  if (open.length === 0) return;
  const paths = auth === 'none' ? [] : open.flatMap((route) => (route.isDefault ? ['/', '/{proxy+}'] : [route.path]));
  shared.withCors(() => {
    // Without an authorizer in front of it, no other OPTIONS request may reach the code of the user.
    fn.addEnvironment('TRADEWIND_PREFLIGHT', auth === 'none' ? 'preflight' : 'any');
    for (const path of paths) {
      const key = `OPTIONS ${path}`;
      const existing = attachment.node.tryFindChild(key) as apigw.CfnRoute | undefined;
      if (existing === undefined) made.push(attachment.addRoute(key, integration, { type: 'NONE' }));
      else openRoute(existing);
    }
  });
}

/** The authorizer of a user's own route for `OPTIONS` would reject every preflight request. */
function openRoute(route: apigw.CfnRoute): void {
  route.authorizationType = 'NONE';
  route.authorizerId = undefined;
  route.authorizationScopes = undefined;
}
