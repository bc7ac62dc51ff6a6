import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { Construct } from 'constructs';
import { readProps } from '../constructs/read-props';
import type { QueueProps as PortableProps } from '../constructs/state';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { QueueClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { standsFor } from '../terraform/physical-id';
import { type BoundConstruct, type BoundResource, bound } from './bindings/bound';
import { googleRules } from './prop-rules';
import { ExistingQueue } from './queues/existing-queue';
import { createMessageQueue, type MessageQueue } from './queues/message-queue';
import { alarmOnDeadLetters } from './queues/queue-alarms';
import type { IQueue } from './queues/queue-interface';
import { grantPublish } from './queues/queue-rights';
import { withAlarms } from './stack/alarm-channel';
import { type Metric, messagesIn } from './stack/metrics';
import type { GoogleStateTypes } from './state-types';

/** Props of `Queue` on Google Cloud. */
export type QueueProps = PortableProps<GoogleStateTypes>;

/** Id of the alarm of a queue without a `QueueWorker`, from which another consumer pulls. */
const ALARM = 'DeadLettersAlarm';

/**
 * A queue of Pub/Sub: a topic with one subscription, and another pair for dead letters. At most one `QueueWorker` processes
 * its messages.
 *
 * @example
 * const jobs = new Queue<Job>(stack, 'Jobs', { maxAttempts: 10 });
 * @see https://cloud.google.com/pubsub/docs/overview
 */
export class Queue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** Topic of the messages. */
  readonly topic: PubsubTopic;
  /** Subscription in which messages wait. */
  readonly subscription: PubsubSubscription;
  /** Messages that failed `maxAttempts` times. */
  readonly deadLetters: PubsubSubscription;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private consumer?: string;

  /**
   * Imports a topic that was created elsewhere, so that functions can send to it. The topic is not changed, and a
   * `QueueWorker` cannot receive its messages.
   *
   * @param queueName Name of the topic, in the project of the stack; or a reference to one, such as `topic.name`.
   * @throws ValidationError when the name is invalid
   * @see https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names
   */
  static fromQueueName<Body = unknown>(scope: Construct, id: string, queueName: string): IQueue<Body> {
    return new ExistingQueue<Body>(scope, id, queueName);
  }

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Queue', props, googleRules);
    this.check(props);
    this.maxAttempts = settings.maxAttempts;
    const parts = this.createQueue(settings);
    this.topic = parts.topic;
    this.subscription = parts.subscription;
    this.deadLetters = parts.deadLetters;
    standsFor(this.topic, `queue ${this.topic.nameInput}`);
    this[bound] = {
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path: this.topic.node.path,
      value: this.topic.id,
      options: { fifo: settings.fifo },
      grant: (grantee) => grantPublish(this.topic.name, grantee),
    };
    withAlarms(this, undefined, (channel) => {
      if (this.consumer === undefined) alarmOnDeadLetters(this, ALARM, channel, this.deadLetters);
    });
    const model = { kind: 'Queue', provider: 'google' } as const;
    recordConstruct(this, model, settings);
  }

  /** Messages that wait. */
  metricMessagesVisible(): Metric {
    return messagesIn(this.subscription);
  }

  /** Messages in the dead letters. */
  metricDeadLetters(): Metric {
    return messagesIn(this.deadLetters);
  }

  /** Path of the worker that processes its messages. @internal */
  get consumerPath(): string | undefined {
    return this.consumer;
  }

  /** Claims the queue for a worker, which then owns the alarm on dead letters. @internal */
  claim(path: string): void {
    this.consumer = path;
    this.node.tryRemoveChild(ALARM);
  }

  private check(given: QueueProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'Queue', given);
    problems.throwIfAny();
  }

  private createQueue({
    fifo,
    retention,
    maxAttempts,
    removalPolicy,
    overrides,
  }: Resolved<'Queue', QueueProps>): MessageQueue {
    return createMessageQueue(this, {
      purpose: 'Receives the messages.',
      fifo,
      retentionSeconds: retention.toSeconds(),
      maxAttempts,
      removalPolicy,
      overrides: overrides.subscription,
    });
  }
}
