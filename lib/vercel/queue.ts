import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { recordConstruct } from '../build-output/app-model';
import { type BoundConstruct, type BoundResource, bound } from '../build-output/bound';
import { readProps } from '../constructs/read-props';
import type { QueueProps as PortableProps } from '../constructs/state';
import { Problems } from '../errors';
import { physicalName } from '../physical-name';
import type { QueueClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { vercelRules } from './prop-rules';
import { clientReference } from './shipped';
import type { VercelStateTypes } from './state-types';

/** Props of `Queue` on Vercel. */
export type QueueProps = PortableProps<VercelStateTypes>;

/**
 * A topic of Vercel Queues, which are in beta, and another for dead letters. A topic is created by its first message. At most
 * one `QueueWorker` processes its messages. The deployment that sent a message also processes it.
 *
 * @experimental
 * @example
 * const jobs = new Queue<Job>(app, 'Jobs', { maxAttempts: 3 });
 * @see https://vercel.com/docs/queues
 */
export class Queue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** Name of the topic that messages are sent to. */
  readonly topic: string;
  /** Name of the topic that keeps, for seven days, messages that failed `maxAttempts` times. */
  readonly deadLetterTopic: string;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private consumer?: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Queue', props, vercelRules);
    this.check(props);
    const { path } = this.node;
    this.maxAttempts = settings.maxAttempts;
    this.topic = physicalName(path, { most: 60, hashed: path });
    this.deadLetterTopic = `${this.topic}-dead`;
    explain(this, { type: 'Vercel Queues topic', purpose: 'Stores messages, and failed ones in a second topic.' });
    this[bound] = {
      provider: 'vercel',
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path,
      client: clientReference('queue', { topic: this.topic, retentionSeconds: settings.retention.toSeconds() }),
    };
    const model = { kind: 'Queue', provider: 'vercel' } as const;
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
    checkSupport(problems, 'vercel', 'Queue', given);
    problems.throwIfAny();
  }
}
