import { Stack } from 'aws-cdk-lib';
import { Queue as CdkQueue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueClient } from '../../runtime/clients';
import type { Bindable, ClientTypes } from '../../runtime/env-of';
import { type BoundConstruct, type BoundResource, bound } from '../bindings/bound';
import { checkImportedName, type ImportedName } from '../stack/imported-name';
import { boundQueue } from './queue-rights';

const NAME: ImportedName = {
  code: 'QUEUE_NAME',
  prop: 'queueName',
  names: /^(?=.{1,80}$)[\w-]+(\.fifo)?$/,
  rule: 'is not the name of a queue: 1 to 80 letters, digits, dashes and underscores, with .fifo at the end of a FIFO queue',
  fix: 'give only the name, without a URL and without an ARN',
};

/** A queue that was created elsewhere, in the account and the region of the stack. It is bound like a `Queue`. */
export class ImportedQueue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** The queue, as the CDK imports it. */
  readonly queue: IQueue;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;

  /** @throws ValidationError when the name is invalid */
  constructor(scope: Construct, id: string, queueName: string) {
    super(scope, id);
    checkImportedName(this.node.path, queueName, NAME);
    this.queue = importQueue(this, queueName);
    this[bound] = boundQueue(this.queue);
  }
}

/** The CDK recognizes a FIFO queue by the end of its ARN. */
function importQueue(scope: Construct, queueName: string): IQueue {
  const queueArn = Stack.of(scope).formatArn({ service: 'sqs', resource: queueName });
  return CdkQueue.fromQueueAttributes(scope, 'Queue', { queueArn });
}
