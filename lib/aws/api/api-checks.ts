import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { checkApiFunction } from '../../constructs/api-checks';
import type { ApiFunctionProps as PortableProps } from '../../constructs/api-function';
import type { Problems } from '../../errors';
import type { Route } from '../../routes';
import { checkFunction, LAMBDA_TIME_LIMIT, type TimeLimit } from '../function/function-checks';
import type { AwsTypes } from '../types';
import { checkClaims } from './api-claims';
import { existingApi } from './function-api';
import { SharedApi } from './shared-api';

type Props = PortableProps<AwsTypes>;

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const API_TIME_LIMIT: TimeLimit = {
  code: 'TIMEOUT_API',
  seconds: 29,
  why: 'is over 29 s; API Gateway times out after 30 s, while the function would continue, and be billed',
  fix: 'respond immediately and do the work behind a queue, or use streaming: true, which lifts the limit to 900 s',
};

/** Checks the props of an `ApiFunction`. Creates and changes nothing. */
export function checkAwsApiFunction(
  problems: Problems,
  scope: Construct,
  settings: Props,
  routes: readonly Route[],
  given: Props,
): void {
  checkFunction(
    problems,
    settings,
    settings.overrides?.function,
    settings.streaming ? LAMBDA_TIME_LIMIT : API_TIME_LIMIT,
  );
  checkApiFunction(problems, given, routes);
  if (settings.streaming) checkStreaming(problems, given);
  else checkApi(problems, scope, given, routes);
}

/** A function URL has no gateway in front of it that provides these features. */
function checkStreaming(problems: Problems, given: Props): void {
  const rule = 'is not supported with streaming, which uses a function URL';
  if (typeof given.auth === 'object') {
    const value = `${given.auth.kind}({...})`;
    problems.add({
      code: 'STREAM_AUTH',
      prop: 'auth',
      value,
      rule,
      fix: "use 'iam', or 'none' and check the caller in the handler",
    });
  }
  for (const prop of ['api', 'domain', 'throttle'] as const) {
    if (given[prop] === undefined) continue;
    problems.add({
      code: 'STREAM_API',
      prop,
      rule,
      fix: prop === 'throttle' ? 'use maxInstances' : 'omit it, or put a CDN in front of it',
    });
  }
}

function checkApi(problems: Problems, scope: Construct, given: Props, routes: readonly Route[]): void {
  const api = existingApi(scope, given);
  const shared = api && SharedApi.behind(api);
  const isOwn = api === undefined || (shared !== undefined && Stack.of(shared) === Stack.of(scope));
  for (const prop of ['cors', 'throttle', 'domain'] as const) {
    problems.require(isOwn || given[prop] === undefined, {
      code: 'API_FOREIGN',
      prop,
      rule: 'belongs to an API that another stack or your own code creates',
      fix: 'set it where the API is created',
    });
  }
  if (isOwn && given.cors !== undefined) checkCorsAgrees(problems, shared, given.cors);
  if (api !== undefined) checkClaims(problems, scope, api, routes);
}

function checkCorsAgrees(problems: Problems, shared: SharedApi | undefined, cors: NonNullable<Props['cors']>): void {
  const other = shared?.contradicted(cors);
  problems.require(other === undefined, {
    code: 'API_CORS',
    prop: 'cors',
    value: cors,
    rule: `contradicts that of ${other}; CORS applies to the whole API`,
    fix: "give both the same, or set api: 'own' on one of them",
  });
}
