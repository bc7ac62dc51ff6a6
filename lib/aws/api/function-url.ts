import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { ApiFunctionProps as PortableProps } from '../../constructs/api-function';
import { type Resolved, withDefaults } from '../../defaults';
import { awsDefaults } from '../defaults';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import type { AwsTypes } from '../types';

type UrlSettings = Pick<Resolved<'ApiFunction', PortableProps<AwsTypes>>, 'auth' | 'cors' | 'overrides'>;

/** Creates the function URL that replaces the HTTP API with `streaming`. */
export function createFunctionUrl(fn: lambda.Function, settings: UrlSettings): lambda.FunctionUrl {
  const cors = settings.cors === undefined ? undefined : withDefaults('Cors', settings.cors);
  const url = fn.addFunctionUrl({
    authType: settings.auth === 'iam' ? lambda.FunctionUrlAuthType.AWS_IAM : lambda.FunctionUrlAuthType.NONE,
    invokeMode: lambda.InvokeMode.RESPONSE_STREAM,
    cors: cors && {
      allowedOrigins: [...cors.origins],
      allowedHeaders: [...cors.headers],
      allowedMethods: (cors.methods ?? awsDefaults.functionUrlMethods.value).map(
        (method) => method as lambda.HttpMethod,
      ),
      exposedHeaders: cors.exposeHeaders.length > 0 ? [...cors.exposeHeaders] : undefined,
      allowCredentials: cors.credentials,
      maxAge: Duration.seconds(cors.maxAge.toSeconds()),
    },
    ...settings.overrides.url,
  });
  explainResource(url, 'Replaces the HTTP API, which cannot stream.', 'streaming');
  if (settings.auth === 'none') acknowledge(fn, 'publicUrl');
  if (cors?.origins.includes('*')) acknowledge(fn, 'anyOrigin');
  return url;
}
