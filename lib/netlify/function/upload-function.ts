import type { Construct } from 'constructs';
import { type RouteOptions, uploadFunction } from '../../build-output/upload-function';
import type { Route } from '../../routes';
import type { Bucket } from '../bucket';
import { Secret } from '../secret';
import { type Adapter, adapterReference } from '../shipped';
import { NetlifySite } from '../stack/site';
import { type FunctionSpec, NetlifyFunction } from './function';

/** Parts of a function that receives uploads. */
export interface UploadSpec extends Omit<FunctionSpec, 'name' | 'trigger' | 'adapter'> {
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
  readonly function: NetlifyFunction;
}

/** Function that receives uploads on its own routes, and the token for it. */
export function createUploadFunction(scope: Construct, spec: UploadSpec): UploadParts {
  const site = NetlifySite.of(scope);
  const token = new Secret(scope, 'Token', { description: `Token of uploads to ${scope.node.path}` });
  const { adapter, ...parts } = uploadFunction(scope, spec, token.variable);
  const fn = new NetlifyFunction(scope, 'Function', {
    ...parts,
    adapter: adapterReference(adapter),
    trigger: () => site.pathsOf(scope.node.path),
  });
  site.addRoutes(scope.node.path, spec.routes);
  return { token, function: fn };
}
