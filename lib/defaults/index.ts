import type { Complete } from '../catalogue';
import { plainFunction, scheduledJob } from './functions';
import { apiFunction, cors, domain, throttle } from './http';
import { imagePipeline, uploadRoute } from './images';
import { changeFilter, changeProcessor, fileProcessor, idempotency, queueWorker } from './processors';
import type { DefaultRow } from './row';
import { bucket, queue, secret, table, tableIndex } from './state';

export { formatDefault } from './format';
export { imageDefaults } from './images';
export type { DefaultRow, DefaultRows } from './row';

/** Every default of every construct, with its reason. Defaults are defined nowhere else. */
export const defaults = {
  ApiFunction: apiFunction,
  ScheduledJob: scheduledJob,
  PlainFunction: plainFunction,
  ImagePipeline: imagePipeline,
  FileProcessor: fileProcessor,
  QueueWorker: queueWorker,
  Idempotency: idempotency,
  ChangeProcessor: changeProcessor,
  ChangeFilter: changeFilter,
  Bucket: bucket,
  Table: table,
  TableIndex: tableIndex,
  Queue: queue,
  Secret: secret,
  Cors: cors,
  Domain: domain,
  Throttle: throttle,
  UploadRoute: uploadRoute,
};

type Defaults = Complete<typeof defaults>;
type Valued<Rows> = { -readonly [K in keyof Rows as Rows[K] extends { value: unknown } ? K : never]: unknown };

/** Props with a value for every prop that has a default value. */
export type Resolved<Name extends keyof Defaults, P> = Omit<P, keyof Valued<Defaults[Name]>> & {
  readonly [K in keyof P & keyof Valued<Defaults[Name]>]-?: NonNullable<P[K]>;
};

/** Rows of a provider that differ from the table, by construct and prop. */
export type DefaultDifferences = { readonly [Name in keyof Defaults]?: Readonly<Record<string, DefaultRow>> };

/**
 * Fills in the default values of the table, or those of a provider that differ. A prop that is `undefined` counts as
 * omitted.
 */
export function withDefaults<Name extends keyof Defaults, P extends object>(
  name: Name,
  props: P,
  differences: DefaultDifferences = {},
): Resolved<Name, P> {
  const rows = { ...(defaults[name] as Record<string, DefaultRow>), ...differences[name] };
  const values = Object.entries(rows)
    .filter(([, row]) => row.value !== undefined)
    .map(([key, row]) => [key, row.value]);
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...values, ...given]) as Resolved<Name, P>;
}
