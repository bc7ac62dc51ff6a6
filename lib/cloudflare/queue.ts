import type { Queue as CloudflareQueue } from '@cdktf/provider-cloudflare/lib/queue';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { readProps } from '../constructs/read-props';
import type { QueueProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import type { QueueClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { lifecycleOf } from '../terraform/retain';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { cloudflareDefaults } from './defaults';
import { cloudflareRules } from './prop-rules';
import { ExistingQueue } from './queues/existing-queue';
import { createQueue } from './queues/message-queue';
import type { IQueue } from './queues/queue-interface';
import type { CloudflareStateTypes } from './state-types';

/** Props of `Queue` on Cloudflare. */
export type QueueProps = PortableProps<CloudflareStateTypes>;

/**
 * A queue with a dead-letter queue. At most one `QueueWorker` processes its messages, the limit of Cloudflare.
 *
 * @example
 * const jobs = new Queue<Job>(stack, 'Jobs', { maxAttempts: 3 });
 * @see https://developers.cloudflare.com/queues/
 */
export class Queue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** The queue itself. Use it for anything without a prop. */
  readonly queue: CloudflareQueue;
  /** Messages that failed `maxAttempts` times. Only you or the dashboard can remove them. */
  readonly deadLetterQueue: CloudflareQueue;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private consumer?: string;

  /**
   * Imports a queue that was created elsewhere, so that functions can send to it. The queue is not changed, and a
   * `QueueWorker` cannot receive its messages.
   *
   * @param queueName Name of the queue, in the account of the stack; or a reference to one, such as `queue.queueName`.
   * @throws ValidationError when the name is invalid
   * @see https://developers.cloudflare.com/queues/configuration/configure-queues/
   */
  static fromQueueName<Body = unknown>(scope: Construct, id: string, queueName: string): IQueue<Body> {
    return new ExistingQueue<Body>(scope, id, queueName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Queue', props, cloudflareRules);
    this.check(props);
    this.maxAttempts = settings.maxAttempts;
    this.queue = createQueue(this, 'Queue', settings.retention.toSeconds(), {
      lifecycle: lifecycleOf(settings.removalPolicy),
      ...settings.overrides.queue,
    });
    explain(this.queue, { type: 'cloudflare_queue', purpose: 'Keeps messages until they are processed.' });
    const kept = cloudflareDefaults.deadLetterRetention.value.toSeconds();
    this.deadLetterQueue = createQueue(this, 'DeadLetters', kept, {
      lifecycle: lifecycleOf(settings.removalPolicy),
      ...settings.overrides.deadLetterQueue,
    });
    const purpose = 'Keeps messages that exhausted their attempts.';
    explain(this.deadLetterQueue, { type: 'cloudflare_queue', purpose, prop: 'maxAttempts' });
    this[bound] = {
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path: this.queue.node.path,
      bindings: (name) => [{ name, type: 'queue', queueName: this.queue.queueName }],
    };
    recordConstruct(this, { kind: 'Queue', provider: 'cloudflare' }, settings);
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
    checkSupport(problems, 'cloudflare', 'Queue', given);
    problems.throwIfAny();
  }
}
