import type { IConstruct } from 'constructs';
import { refuse, ValidationError } from './errors';
import { describe } from './model';

/** Where the alarms of one provider go: a topic for each scope that somebody named one for. */
export class AlarmTopics<Topic> {
  private readonly named = new WeakMap<IConstruct, Topic>();

  /**
   * Names the topic for every construct below `scope`.
   * @throws ValidationError when a construct below `scope` exists already, since its alarms would be missing
   */
  name(scope: IConstruct, topic: Topic): void {
    const early = describe(scope).constructs[0];
    if (early !== undefined) {
      const rule = `comes after ${early.path} was made, which would have no alarms`;
      refuse(
        new ValidationError(scope.node.path || 'App', [
          { code: 'ALARMS_LATE', prop: 'alarmsTo', rule, fix: 'call alarmsTo before the first construct' },
        ]),
      );
    }
    this.named.set(scope, topic);
  }

  /** The topic of a construct: its own, else the nearest that was named above it; none with `false`. */
  nearest(scope: IConstruct, own: Topic | false | undefined): Topic | undefined {
    if (own === false) return undefined;
    return own ?? scope.node.scopes.reverse().flatMap((above) => this.named.get(above) ?? [])[0];
  }
}
