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
export class Queue<Body = unknown> extends Construct implements Bindable<QueueClient<Body>>, BoundConstruct {
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** Name of the store, in production. */
  readonly storeName: string;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Maximum age of a message that is processed, in seconds. @internal */
  readonly retentionSeconds: number;
  /** Name of the function that processes its messages. @internal */
  readonly workerName: string;
  /** Address that starts the worker. @internal */
  readonly wake: { readonly addresses: readonly string[]; readonly worker: string };
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  private consumer?: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps = {}) {
    super(scope, id);
    const settings = readProps(this, 'Queue', props, netlifyRules);
    const { path } = this.node;
    const problems = new Problems(path);
    checkSupport(problems, 'netlify', 'Queue', props);
    problems.throwIfAny();
    this.maxAttempts = settings.maxAttempts;
    this.retentionSeconds = settings.retention.toSeconds();
    // Room for the name of a deploy context.
    this.storeName = physicalName(path, { most: 45, hashed: path });
    this.workerName = `${this.storeName}-worker`;
    this.wake = { addresses: ['DEPLOY_URL', 'URL'], worker: `/.netlify/functions/${this.workerName}` };
    explain(this, { type: 'Netlify Blobs store', purpose: 'Stores messages, also those that failed.' });
    this[bound] = {
      provider: 'netlify',
      kind: 'queue',
      allowed: ['write', 'readwrite'],
      path,
      client: clientReference('queue', { store: this.storeName, ...this.wake }),
    };
    recordConstruct(this, { kind: 'Queue', provider: 'netlify' }, settings);
  }

  /** Path of the worker that processes its messages. @internal */
  get consumerPath(): string | undefined {
    return this.consumer;
  }

  /** Claims the queue for a worker. @internal */
  claim(path: string): void {
    this.consumer = path;
  }
}
