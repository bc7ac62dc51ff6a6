import type { IConstruct } from 'constructs';
import { refuseAlarms } from '../../support/check';

/**
 * Exported so that an app which changes its provider gets a reason. Netlify has no alarms that a deployment could create.
 * @throws UnsupportedError always
 */
export function alarmsTo(scope: IConstruct, _topic?: unknown): never {
  return refuseAlarms('netlify', scope.node.path);
}
