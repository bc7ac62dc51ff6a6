import type { IConstruct } from 'constructs';

/** Construct that creates its alarms as soon as it has a topic. */
interface Waiting {
  readonly construct: IConstruct;
  readonly create: () => void;
}

/** Alarm topics of one provider: one for each scope that has one. The order of calls does not matter. */
export class AlarmTopics<Topic> {
  private readonly named = new WeakMap<IConstruct, Topic>();
  /** Constructs without a topic so far, by the root of their tree. */
  private readonly waiting = new WeakMap<IConstruct, Set<Waiting>>();

  /** Sets the topic for every construct below `scope`: existing ones, and those added later. */
  name(scope: IConstruct, topic: Topic): void {
    this.named.set(scope, topic);
    const waiting = this.waiting.get(scope.node.root) ?? new Set();
    for (const each of waiting) {
      if (!each.construct.node.scopes.includes(scope)) continue;
      waiting.delete(each);
      each.create();
    }
  }

  /** Returns the topic of a construct: its own, else the nearest above it; undefined with `false`. */
  nearest(scope: IConstruct, own: Topic | false | undefined): Topic | undefined {
    if (own === false) return undefined;
    return own ?? scope.node.scopes.reverse().flatMap((above) => this.named.get(above) ?? [])[0];
  }

  /**
   * Calls `create` once there is a topic for `construct`: at once, or when one is set above it. A nearer topic may be
   * set after that, so an alarm reads its topic at synthesis.
   */
  whenNamed(construct: IConstruct, own: Topic | false | undefined, create: () => void): void {
    if (own === false) return;
    if (this.nearest(construct, own) !== undefined) {
      create();
      return;
    }
    const { root } = construct.node;
    const waiting = this.waiting.get(root) ?? new Set();
    this.waiting.set(root, waiting.add({ construct, create }));
  }
}
