import type { IConstruct } from 'constructs';

/** A construct that has alarms as soon as a topic is named for it. */
interface Waiting {
  readonly construct: IConstruct;
  readonly create: () => void;
}

/** Where the alarms of one provider go: a topic for each scope that has one. The order of calls does not matter. */
export class AlarmTopics<Topic> {
  private readonly named = new WeakMap<IConstruct, Topic>();
  /** Constructs without a topic so far, by the root of their tree. */
  private readonly waiting = new WeakMap<IConstruct, Set<Waiting>>();

  /** Names the topic for every construct below `scope`: for those that exist, and for those that come later. */
  name(scope: IConstruct, topic: Topic): void {
    this.named.set(scope, topic);
    const waiting = this.waiting.get(scope.node.root) ?? new Set();
    for (const each of waiting) {
      if (!each.construct.node.scopes.includes(scope)) continue;
      waiting.delete(each);
      each.create();
    }
  }

  /** The topic of a construct: its own, else the nearest that is named above it; none with `false`. */
  nearest(scope: IConstruct, own: Topic | false | undefined): Topic | undefined {
    if (own === false) return undefined;
    return own ?? scope.node.scopes.reverse().flatMap((above) => this.named.get(above) ?? [])[0];
  }

  /**
   * Calls `create` once there is a topic for `construct`: at once, or when one is named above it. A nearer topic may be
   * named after that, so an alarm asks for its topic at synthesis.
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
