import type * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Auth } from '../../constructs/auth';
import type { Route } from '../../routes';
import type { ApiAttachment } from './api-attachment';
import type { SharedApi } from './shared-api';

/** Where the routes of a function are made. */
interface Place {
  readonly shared: SharedApi;
  readonly attachment: ApiAttachment;
  readonly integration: apigw.HttpIntegration;
}

/**
 * Has preflight requests answered without credentials and without the code of the user, once the API has a CORS policy,
 * whichever function sets it. API Gateway answers them itself only where no route takes `OPTIONS`. `ANY` and `$default` take
 * it, with their authorizer. So each of them has a route for `OPTIONS` without one, and the adapter answers there.
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
    // Without an authorizer before it, no other request for OPTIONS may reach the code of the user.
    fn.addEnvironment('TRADEWIND_PREFLIGHT', auth === 'none' ? 'preflight' : 'any');
    for (const path of paths) {
      const key = `OPTIONS ${path}`;
      const existing = attachment.node.tryFindChild(key) as apigw.CfnRoute | undefined;
      if (existing === undefined) made.push(attachment.addRoute(key, integration, { type: 'NONE' }));
      else openRoute(existing);
    }
  });
}

/** A route for `OPTIONS` of the user's with an authorizer would refuse every preflight request. */
function openRoute(route: apigw.CfnRoute): void {
  route.authorizationType = 'NONE';
  route.authorizerId = undefined;
  route.authorizationScopes = undefined;
}
