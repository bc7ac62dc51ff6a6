import type { Construct } from 'constructs';
import { readOnly } from '../constructs/bindings/access';
import type { Duration } from '../duration';
import { physicalName } from '../physical-name';
import type { Route } from '../routes';

/** What a function that takes uploads is given. */
export interface UploadSettings {
  /** What it answers. */
  readonly routes: readonly Route[];
  /** Where uploads are put; bound as `BUCKET`. */
  readonly bucket: Construct;
  readonly adapter: { readonly name: string; readonly export: string; readonly options?: Record<string, unknown> };
  readonly timeout: Duration;
  readonly bindings?: Readonly<Record<string, unknown>>;
}

/** Name, adapter and bindings of a function that takes uploads. Callers show what is in the variable `token`. */
export function uploadFunction<Settings extends UploadSettings>(scope: Construct, settings: Settings, token: string) {
  const { routes, bucket, adapter, timeout, bindings } = settings;
  const options = {
    ...adapter.options,
    timeoutSeconds: timeout.toSeconds(),
    routes: routes.map(({ key }) => key),
    bucket: bucket.node.path,
    token,
  };
  return {
    ...settings,
    name: physicalName(scope.node.path, { most: 60, hashed: scope.node.path }),
    adapter: { ...adapter, options },
    bindings: { BUCKET: readOnly(bucket), ...bindings },
  };
}
