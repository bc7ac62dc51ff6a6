import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { explainResource } from '../stack/explain';
import { ApiAttachment } from './api-attachment';

/** Creates the integration by which an API invokes a function, through a role of the API. */
export function createIntegration(scope: Construct, api: apigw.IHttpApi, fn: IFunction): apigw.HttpIntegration {
  const role = ApiAttachment.of(scope, api).invokeRole(fn);
  const integration = new apigw.HttpIntegration(scope, 'Integration', {
    httpApi: api,
    integrationType: apigw.HttpIntegrationType.AWS_PROXY,
    integrationUri: fn.functionArn,
    payloadFormatVersion: apigw.PayloadFormatVersion.VERSION_2_0,
    credentials: apigw.IntegrationCredentials.fromRole(role),
  });
  explainResource(integration, 'Passes requests to the function.', 'routes');
  return integration;
}
