import { checkRange } from '../constructs/batch-checks';
import type { FileProcessorProps } from '../constructs/file-processor';
import type { ImagePipelineProps } from '../constructs/image-pipeline';
import type { Resolved } from '../defaults';
import type { Problems } from '../errors';
import { parseRoute, type Route } from '../routes';
import type { ProviderName } from '../runtime/types';

/** Settings of an upload route that have the last word. */
export interface UploadOverrides {
  /**
   * Path below which uploads are taken.
   * @default - made of the construct path: `/uploads/shop/prices` for `Shop/Prices`
   */
  readonly path?: string;
}

const MAX_ATTEMPTS = 10;

/** The routes of an upload route: those that put and delete below a path. */
export function uploadRoutes(problems: Problems, path: string): Route[] {
  return ['PUT', 'DELETE'].flatMap(
    (method) => problems.parse('overrides.path', path, () => parseRoute(`${method} ${path}/{key+}`)) ?? [],
  );
}

/** Checks that nobody answers the routes already. */
export function checkUploadRoutes(
  problems: Problems,
  app: { ownerOf(route: Route): string | undefined },
  path: string,
  routes: readonly Route[],
): void {
  const owner = routes.map((route) => app.ownerOf(route)).find((each) => each !== undefined);
  problems.require(owner === undefined, {
    code: 'API_ROUTE',
    prop: 'overrides.path',
    value: path,
    rule: `is answered by ${owner} already`,
    fix: 'give another path',
  });
}

/** Path below which a processor takes uploads, unless it says so itself. */
export function uploadPath(constructPath: string): string {
  return `/uploads/${constructPath.toLowerCase().replace(/[^a-z0-9/]+/g, '-')}`;
}

/** Checks how often an upload is worked on: all tries have to fit into one invocation. */
export function checkUploadAttempts(
  problems: Problems,
  { attempts }: Resolved<'FileProcessor', FileProcessorProps>,
): void {
  const why = 'since all of them are made in the one invocation';
  checkRange(problems, {
    code: 'UPLOAD_ATTEMPTS',
    prop: 'attempts',
    value: attempts,
    least: 1,
    most: MAX_ATTEMPTS,
    why,
  });
}

/** Checks how large an image may be: it is uploaded as the body of one request. */
export function checkImageBytes(
  problems: Problems,
  provider: ProviderName,
  most: number,
  { maxBytes }: Resolved<'ImagePipeline', ImagePipelineProps>,
): void {
  problems.require(maxBytes <= most, {
    code: 'IMAGE_LIMITS',
    prop: 'maxBytes',
    value: maxBytes,
    rule: `is more than ${most}, which is what ${provider} hands to a function: an image is uploaded as the body of one request`,
    fix: 'give less, and make larger images smaller before they are uploaded',
  });
}
