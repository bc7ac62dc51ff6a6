import type { Construct } from 'constructs';
import { readOnly } from '../constructs/bindings';
import { physicalName } from '../physical-name';
import type { Route } from '../routes';
import type { Bucket } from './bucket';
import { type FunctionSpec, NetlifyFunction } from './function';
import { Secret } from './secret';
import { NetlifySite } from './site';

/** What a function that takes uploads is made of. */
export interface UploadSpec extends Omit<FunctionSpec, 'name' | 'trigger'> {
  /** What it answers. */
  readonly routes: readonly Route[];
  /** Where uploads are put; bound as `BUCKET`. */
  readonly bucket: Bucket;
}

/** What takes uploads. */
export interface UploadParts {
  /** What callers have to show. */
  readonly token: Secret;
  readonly function: NetlifyFunction;
}

/** A function that takes uploads on routes of its own, and the token for it. */
export function createUploadFunction(scope: Construct, spec: UploadSpec): UploadParts {
  const { routes, bucket, adapter, timeout, bindings } = spec;
  const site = NetlifySite.of(scope);
  const token = new Secret(scope, 'Token', { description: `What uploads to ${scope.node.path} have to show` });
  const options = {
    ...adapter.options,
    timeoutSeconds: timeout.toSeconds(),
    routes: routes.map(({ key }) => key),
    bucket: bucket.node.path,
    token: token.variable,
  };
  const fn = new NetlifyFunction(scope, 'Function', {
    ...spec,
    name: physicalName(scope.node.path, { most: 60, hashed: scope.node.path }),
    adapter: { ...adapter, options },
    bindings: { BUCKET: readOnly(bucket), ...bindings },
    trigger: () => site.pathsOf(scope.node.path),
  });
  site.addRoutes(scope.node.path, routes);
  return { token, function: fn };
}
