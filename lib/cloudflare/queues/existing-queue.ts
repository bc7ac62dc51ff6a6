import type { Construct } from 'constructs';
import type { QueueClient } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import type { IQueue } from './queue-interface';

/** @see https://developers.cloudflare.com/queues/configuration/configure-queues/ */
const NAME: NameRule = {
  code: 'QUEUE_NAME',
  prop: 'queueName',
  names: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  rule: 'is not the name of a queue: 1 to 63 lowercase letters, digits and dashes',
  fix: 'give only the name',
};

/** A queue that was created elsewhere, in the account of the stack. */
export class ExistingQueue<Body> extends ExistingState implements IQueue<Body> {
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, queueName: string) {
    super(scope, id, 'queue', [[queueName, NAME]]);
    this[bound] = {
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path: this.node.path,
      bindings: (name) => [{ name, type: 'queue', queueName }],
    };
  }
}
