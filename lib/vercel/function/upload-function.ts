import type { Construct } from 'constructs';
import { type RouteOptions, uploadFunction } from '../../build-output/upload-function';
import type { Route } from '../../routes';
import type { Bucket } from '../bucket';
import { Secret } from '../secret';
import { type Adapter, adapterReference } from '../shipped';
import { VercelApp } from '../stack/app';
import { type FunctionSpec, VercelFunction } from './function';

/** Parts of a function that receives uploads. */
export interface UploadSpec extends Omit<FunctionSpec, 'name' | 'adapter'> {
  /** Routes of the function. */
  readonly routes: readonly Route[];
  /** Bucket of the uploads, bound as `BUCKET`. */
  readonly bucket: Bucket;
  /** Completes the options of the adapter. */
  readonly adapter: (route: RouteOptions) => Adapter;
}

/** Function that receives uploads, and its token. */
export interface UploadParts {
  /** Token that callers need. */
  readonly token: Secret;
  readonly function: VercelFunction;
}

/** Function that receives uploads on its own routes, and the token for it. */
export function createUploadFunction(scope: Construct, spec: UploadSpec): UploadParts {
  const app = VercelApp.of(scope);
  const token = new Secret(scope, 'Token', { description: `Token of uploads to ${scope.node.path}` });
  const { adapter, ...parts } = uploadFunction(scope, spec, token.variable);
  const fn = new VercelFunction(scope, 'Function', {
    ...parts,
    adapter: adapterReference(adapter),
  });
  app.addRoutes(scope.node.path, fn, spec.routes, false);
  return { token, function: fn };
}
