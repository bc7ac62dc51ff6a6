import type { Construct } from 'constructs';
import { MessageQueue } from '../build-output/message-queue';
import type { QueueProps as PortableProps } from '../constructs/state';
import { netlifyRules } from './prop-rules';
import { clientReference } from './shipped';
import type { NetlifyStateTypes } from './state-types';

/** Props of `Queue` on Netlify. */
export type QueueProps = PortableProps<NetlifyStateTypes>;

/**
 * An outbox in a store of Netlify Blobs, because Netlify has no queue. A message is an object below `waiting/` until it is
 * processed, and below `dead/` if it was given up. At most one `QueueWorker` processes its messages. Messages can be delivered
 * more than once, and in any order. Previews and branches have their own stores.
 *
 * @example
 * const jobs = new Queue<Job>(site, 'Jobs', { maxAttempts: 3 });
 * @see https://docs.netlify.com/build/data-and-storage/netlify-blobs/
 */
export class Queue<Body = unknown> extends MessageQueue<Body> {
  /** Name of the store, in production. */
  readonly storeName: string;
  /** Name of the function that processes its messages. @internal */
  readonly workerName: string;
  /** Address that starts the worker. @internal */
  readonly wake: { readonly addresses: readonly string[]; readonly worker: string };

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id, props, {
      rules: netlifyRules,
      type: 'Netlify Blobs store',
      purpose: 'Stores messages, also those that failed.',
      // Leaves room for the name of a deploy context.
      nameLength: 45,
      client: ({ name }) => clientReference('queue', { store: name, ...wakeOf(workerOf(name)) }),
    });
    this.storeName = this.queueName;
    this.workerName = workerOf(this.storeName);
    this.wake = wakeOf(this.workerName);
  }
}

function workerOf(store: string): string {
  return `${store}-worker`;
}

function wakeOf(worker: string): Queue['wake'] {
  return { addresses: ['DEPLOY_URL', 'URL'], worker: `/.netlify/functions/${worker}` };
}
