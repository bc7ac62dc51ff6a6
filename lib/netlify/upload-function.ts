import type { Construct } from 'constructs';
import { type RouteOptions, uploadFunction } from '../build-output/upload-function';
import type { Route } from '../routes';
import type { Bucket } from './bucket';
import { type FunctionSpec, NetlifyFunction } from './function';
import { Secret } from './secret';
import type { Adapter } from './shipped';
import { NetlifySite } from './site';

/** What a function that takes uploads is made of. */
export interface UploadSpec extends Omit<FunctionSpec, 'name' | 'trigger' | 'adapter'> {
  /** What it answers. */
  readonly routes: readonly Route[];
  /** Where uploads are put; bound as `BUCKET`. */
  readonly bucket: Bucket;
  /** Completes the options of the adapter. */
  readonly adapter: (route: RouteOptions) => Adapter;
}

/** What takes uploads. */
export interface UploadParts {
  /** What callers have to show. */
  readonly token: Secret;
  readonly function: NetlifyFunction;
}

/** A function that takes uploads on routes of its own, and the token for it. */
export function createUploadFunction(scope: Construct, spec: UploadSpec): UploadParts {
  const site = NetlifySite.of(scope);
  const token = new Secret(scope, 'Token', { description: `What uploads to ${scope.node.path} have to show` });
  const fn = new NetlifyFunction(scope, 'Function', {
    ...uploadFunction(scope, spec, token.variable),
    trigger: () => site.pathsOf(scope.node.path),
  });
  site.addRoutes(scope.node.path, spec.routes);
  return { token, function: fn };
}
