import type { Construct } from 'constructs';
import { readOnly } from '../constructs/bindings/access';
import type { Duration } from '../duration';
import { physicalName } from '../physical-name';
import type { Route } from '../routes';
import type { UploadOptions } from '../runtime-node/upload-route';

/** Options of the adapter of an upload route that are the same for every handler. */
export type RouteOptions = Pick<UploadOptions, 'timeoutSeconds' | 'bucket' | 'token'> & {
  readonly routes: readonly string[];
};

/** Settings of a function that receives uploads. `Adapter` is the provider's type of adapters. */
export interface UploadSettings<Adapter> {
  /** Routes of the function. */
  readonly routes: readonly Route[];
  /** Bucket of the uploads, bound as `BUCKET`. */
  readonly bucket: Construct;
  /** Completes the options of the adapter. */
  readonly adapter: (route: RouteOptions) => Adapter;
  readonly timeout: Duration;
  readonly bindings?: Readonly<Record<string, unknown>>;
}

/** Name, adapter and bindings of a function that receives uploads. Callers send the value of the variable `token`. */
export function uploadFunction<Adapter, Settings extends UploadSettings<Adapter>>(
  scope: Construct,
  settings: Settings & UploadSettings<Adapter>,
  token: string,
) {
  const { routes, bucket, adapter, timeout, bindings } = settings;
  const route = {
    timeoutSeconds: timeout.toSeconds(),
    routes: routes.map(({ key }) => key),
    bucket: bucket.node.path,
    token,
  };
  return {
    ...settings,
    name: physicalName(scope.node.path, { most: 60, hashed: scope.node.path }),
    adapter: adapter(route),
    bindings: { BUCKET: readOnly(bucket), ...bindings },
  };
}
