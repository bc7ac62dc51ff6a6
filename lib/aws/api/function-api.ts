import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { ApiFunctionProps } from '../../constructs/api-function';
import type { Route } from '../../routes';
import type { AwsTypes } from '../types';
import { claimRoutes } from './api-claims';
import { SharedApi } from './shared-api';

type Props = Pick<ApiFunctionProps<AwsTypes>, 'api' | 'cors'>;

/**
 * The API of a function, if it exists: the given one, the function's own, or the shared one of the stack. Creates none.
 */
export function existingApi(scope: Construct, { api }: Props): IHttpApi | undefined {
  return typeof api === 'object' ? api : SharedApi.find(scope, api)?.api;
}

/** The API of a function, with the function's CORS policy and a claim on its routes. Created if it does not exist. */
export function joinApi(scope: Construct, props: Props, routes: readonly Route[]): IHttpApi {
  const api = existingApi(scope, props) ?? SharedApi.create(scope, props.api === 'own' ? 'own' : undefined).api;
  if (props.cors !== undefined) SharedApi.behind(api)?.setCors(scope.node.path, props.cors);
  claimRoutes(scope, api, routes);
  return api;
}
