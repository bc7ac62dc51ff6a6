import type { Construct } from 'constructs';
import type { QueueClient } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { GoogleStack } from '../stack/stack';
import type { IQueue } from './queue-interface';
import { grantPublish } from './queue-rights';

/** @see https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names */
const NAME: NameRule = {
  code: 'QUEUE_NAME',
  prop: 'queueName',
  names: /^(?!goog)[A-Za-z][\w.~+%-]{2,254}$/,
  rule: 'is not the name of a topic: a letter, then 2 to 254 letters, digits or any of . _ ~ + % -, and it must not start with goog',
  fix: 'give only the name, without projects/…/topics/',
};

/** A topic that was created elsewhere, in the project of the stack. */
export class ExistingQueue<Body> extends ExistingState implements IQueue<Body> {
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, queueName: string) {
    super(scope, id, 'queue', [[queueName, NAME]]);
    this[bound] = {
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path: this.node.path,
      value: `projects/${GoogleStack.of(this).project}/topics/${queueName}`,
      options: { fifo: false },
      grant: (grantee) => grantPublish(queueName, grantee),
    };
  }
}
