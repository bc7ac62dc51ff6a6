import type { Construct } from 'constructs';
import { defaults } from '../../defaults';
import type { QueueClient } from '../../runtime/clients';
import type { ClientTypes } from '../../runtime/env-of';
import { ExistingState, type NameRule } from '../../terraform/existing-state';
import { type BoundResource, bound } from '../bindings/bound';
import { resourceId, storageAccountRule } from '../stack/account-name';
import { AzureStack } from '../stack/stack';
import type { IQueue } from './queue-interface';
import { grantSend } from './queue-rights';

/** A storage queue that was created elsewhere, in the subscription of the stack. */
export interface QueueAttributes {
  /** Name of the queue. */
  readonly queueName: string;
  /** Name of its storage account. */
  readonly accountName: string;
  /** Resource group of the account. */
  readonly resourceGroupName: string;
}

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata */
const NAME: NameRule = {
  code: 'QUEUE_NAME',
  prop: 'queueName',
  names: /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
  rule: 'is not the name of a queue: 3 to 63 lowercase letters, digits and single dashes',
  fix: 'give only the name, without an address',
};

/** A storage queue that was created elsewhere. */
export class ExistingQueue<Body> extends ExistingState implements IQueue<Body> {
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  readonly [bound]: BoundResource;

  constructor(scope: Construct, id: string, { queueName, accountName, resourceGroupName }: QueueAttributes) {
    super(scope, id, 'queue', [
      [accountName, storageAccountRule('QUEUE_NAME')],
      [queueName, NAME],
    ]);
    const { subscriptionId } = AzureStack.of(this);
    const account = resourceId(subscriptionId, resourceGroupName, `Microsoft.Storage/storageAccounts/${accountName}`);
    this[bound] = {
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path: this.node.path,
      value: `https://${accountName}.queue.core.windows.net/${queueName}`,
      options: { retentionSeconds: defaults.Queue.retention.value.toSeconds() },
      grant: (grantee) => grantSend(`${account}/queueServices/default/queues/${queueName}`, grantee),
    };
  }
}
