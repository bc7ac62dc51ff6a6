import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { FunctionModel } from '../../app-model/model';
import type { Auth, AuthorizerAuth, JwtAuth } from '../../constructs/auth';
import { defaults } from '../../defaults';
import { nameOfEntry } from '../../shipped';
import { createFunction, type FunctionParts } from '../function/function';
import type { ApiAttachment, RouteAuthorization } from './api-attachment';

/** Converts `auth` into the authorization of routes. Equal settings share an authorizer. */
export function authorizeRoutes(attachment: ApiAttachment, api: apigw.IHttpApi, auth: Auth): RouteAuthorization {
  if (auth === 'none') return { type: 'NONE' };
  if (auth === 'iam') return { type: 'AWS_IAM' };
  const id = authorizerId(attachment, auth);
  if (auth.kind === 'jwt') {
    const { ref } = attachment.authorizer(id, (scope) => createJwtAuthorizer(scope, id, api, auth));
    return { type: 'JWT', authorizerId: ref, scopes: auth.scopes.length > 0 ? [...auth.scopes] : undefined };
  }
  const made = attachment.authorizer(id, (scope) => new FunctionAuthorizer(scope, id, api, attachment, auth));
  return { type: 'CUSTOM', authorizerId: made.resource.ref };
}

/**
 * Id of the authorizer that equal settings share. Scopes belong to the route. Tokens are resolved, because their text
 * differs.
 */
function authorizerId(attachment: ApiAttachment, auth: JwtAuth | AuthorizerAuth): string {
  const settings =
    auth.kind === 'jwt'
      ? [auth.issuer, auth.audience]
      : [nameOfEntry(auth.entry), auth.handler, auth.identitySources, auth.cacheSeconds];
  const hash = createHash('sha256')
    .update(JSON.stringify(Stack.of(attachment).resolve(settings)))
    .digest('hex')
    .slice(0, 8);
  return `${auth.kind === 'jwt' ? 'Jwt' : 'Authorizer'}-${hash}`;
}

function createJwtAuthorizer(scope: Construct, id: string, api: apigw.IHttpApi, auth: JwtAuth): apigw.CfnAuthorizer {
  return new apigw.CfnAuthorizer(scope, id, {
    apiId: api.apiId,
    name: id,
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: auth.issuer, audience: [...auth.audience] },
  });
}

/** A Lambda authorizer and its function. L1, because the L2 does not accept a role to invoke the function. */
export class FunctionAuthorizer extends Construct {
  readonly resource: apigw.CfnAuthorizer;
  readonly parts: FunctionParts;

  constructor(scope: Construct, id: string, api: apigw.IHttpApi, attachment: ApiAttachment, auth: AuthorizerAuth) {
    super(scope, id);
    this.parts = createAuthorizer(this, auth);
    const { partition, region } = Stack.of(this);
    const uri = `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${this.parts.function.functionArn}/invocations`;
    this.resource = new apigw.CfnAuthorizer(this, 'Resource', {
      apiId: api.apiId,
      name: id,
      authorizerType: 'REQUEST',
      authorizerPayloadFormatVersion: '2.0',
      enableSimpleResponses: true,
      authorizerUri: uri,
      authorizerCredentialsArn: attachment.invokeRole(this.parts.function).roleArn,
      authorizerResultTtlInSeconds: auth.cacheSeconds,
      identitySource: auth.identitySources.map((header) => `$request.header.${header}`),
    });
  }
}

/** Creates the function that authorizes callers. */
function createAuthorizer(scope: Construct, { entry, handler }: AuthorizerAuth): FunctionParts {
  const { timeout, memory, tracing, logRetention } = defaults.ApiFunction;
  return createFunction(scope, 'Function', {
    entry,
    handler,
    adapter: { name: 'native', export: 'native' },
    timeout: timeout.value,
    memory: memory.value,
    tracing: tracing.value,
    logRetention: logRetention.value,
    description: 'Authorizes callers of the HTTP API.',
  });
}

/** Functions that authorize callers for `auth`. */
export function authorizerFunctions(attachment: ApiAttachment, auth: Auth): FunctionModel[] {
  if (typeof auth === 'string') return [];
  const made = attachment.node.tryFindChild(authorizerId(attachment, auth));
  return made instanceof FunctionAuthorizer ? [made.parts.model] : [];
}
