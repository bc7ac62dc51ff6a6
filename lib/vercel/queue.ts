import type { Construct } from 'constructs';
import { MessageQueue } from '../build-output/message-queue';
import type { QueueProps as PortableProps } from '../constructs/state';
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
export class Queue<Body = unknown> extends MessageQueue<Body> {
  /** Name of the topic that messages are sent to. */
  readonly topic: string;
  /** Name of the topic that keeps, for seven days, messages that failed `maxAttempts` times. */
  readonly deadLetterTopic: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id, props, {
      rules: vercelRules,
      type: 'Vercel Queues topic',
      purpose: 'Stores messages, and failed ones in a second topic.',
      nameLength: 60,
      client: ({ name, retentionSeconds }) => clientReference('queue', { topic: name, retentionSeconds }),
    });
    this.topic = this.queueName;
    this.deadLetterTopic = `${this.topic}-dead`;
  }
}
