import type { StorageAccount } from '@cdktn/provider-azurerm/lib/storage-account';
import { StorageQueue } from '@cdktn/provider-azurerm/lib/storage-queue';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import type { QueueProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import type { QueueClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { azureRules } from './prop-rules';
import { ExistingQueue, type QueueAttributes } from './queues/existing-queue';
import type { IQueue } from './queues/queue-interface';
import { grantSend } from './queues/queue-rights';
import { createDataAccount } from './stack/data-account';
import type { AzureStateTypes } from './state-types';

/** Props of `Queue` on Azure. */
export type QueueProps = PortableProps<AzureStateTypes>;

/** Names of the queues in the account. The functions host moves messages that it gives up to the one with `-poison`. */
export const MESSAGES = 'messages';
export const POISON = `${MESSAGES}-poison`;

/**
 * A storage queue in its own storage account, with a dead-letter queue. At most one `QueueWorker` processes its messages.
 *
 * @example
 * const jobs = new Queue<Job>(stack, 'Jobs', { maxAttempts: 3 });
 * @see https://learn.microsoft.com/azure/storage/queues/storage-queues-introduction
 */
export class Queue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** The storage account. Use it for anything without a prop. */
  readonly account: StorageAccount;
  /** Messages that wait. */
  readonly queue: StorageQueue;
  /** Messages that failed `maxAttempts` times. */
  readonly deadLetterQueue: StorageQueue;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private consumer?: string;

  /**
   * Imports a queue that was created elsewhere, in the subscription of the stack, so that functions can send to it.
   * The queue is not changed.
   *
   * @throws ValidationError that lists every invalid name
   */
  static fromQueueName<Body = unknown>(scope: Construct, id: string, attributes: QueueAttributes): IQueue<Body> {
    return new ExistingQueue<Body>(scope, id, attributes);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Queue', props, azureRules);
    this.check(props);
    this.maxAttempts = settings.maxAttempts;
    const purpose = 'Contains only the queue and its dead letters.';
    this.account = createDataAccount(this, {
      removalPolicy: settings.removalPolicy,
      purpose,
      overrides: settings.overrides.account,
    });
    this.queue = this.createQueue('Messages', MESSAGES, 'Keeps messages until they are processed.');
    this.deadLetterQueue = this.createQueue('DeadLetters', POISON, 'Keeps messages that exhausted their attempts.');
    this[bound] = this.bindable(settings.retention.toSeconds());
    const model = { kind: 'Queue', provider: 'azure' } as const;
    recordConstruct(this, model, settings);
  }

  /** Path of the worker that processes its messages. @internal */
  get consumerPath(): string | undefined {
    return this.consumer;
  }

  /** Claims the queue for a worker. @internal */
  claim(path: string): void {
    this.consumer = path;
  }

  private check(given: QueueProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'azure', 'Queue', given);
    problems.throwIfAny();
  }

  private bindable(retentionSeconds: number): BoundResource {
    return {
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path: this.queue.node.path,
      value: `${this.account.primaryQueueEndpoint}${MESSAGES}`,
      options: { retentionSeconds },
      grant: (grantee) => grantSend(this.queue.id, grantee),
    };
  }

  private createQueue(id: string, name: string, purpose: string): StorageQueue {
    const queue = new StorageQueue(this, id, { name, storageAccountId: this.account.id });
    explain(queue, { type: 'azurerm_storage_queue', purpose });
    return queue;
  }
}
