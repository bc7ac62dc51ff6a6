import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { type PropRules, readProps } from '../constructs/read-props';
import type { QueueProps } from '../constructs/state';
import { Problems } from '../errors';
import { physicalName } from '../physical-name';
import type { QueueClient } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import { type BoundConstruct, type BoundResource, bound } from './bound';

/** Properties of a provider's queues. */
export interface QueueHost {
  readonly rules: PropRules;
  /** Type of the resource, in explanations. */
  readonly type: string;
  readonly purpose: string;
  /** Maximum length of a name. */
  readonly nameLength: number;
  /** Client of a queue. */
  readonly client: (queue: { readonly name: string; readonly retentionSeconds: number }) => BoundResource['client'];
}

/** A queue whose messages at most one worker processes. */
export abstract class MessageQueue<Body = unknown>
  extends Construct
  implements Bindable<QueueClient<Body>>, BoundConstruct
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<QueueClient<Body>>;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Maximum age of a message that is processed, in seconds. @internal */
  readonly retentionSeconds: number;
  /** Description of the construct for bindings. @hidden */
  readonly [bound]: BoundResource;
  /** Name of the queue, made of the construct path. @internal */
  protected readonly queueName: string;
  private consumer?: string;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: QueueProps, host: QueueHost) {
    super(scope, id);
    const { rules, type, purpose, nameLength } = host;
    const { provider } = rules;
    const { path } = this.node;
    const settings = readProps(this, 'Queue', props, rules);
    const problems = new Problems(path);
    checkSupport(problems, provider, 'Queue', props);
    problems.throwIfAny();
    this.maxAttempts = settings.maxAttempts;
    this.retentionSeconds = settings.retention.toSeconds();
    this.queueName = physicalName(path, { most: nameLength, hashed: path });
    explain(this, { type, purpose });
    const client = host.client({ name: this.queueName, retentionSeconds: this.retentionSeconds });
    this[bound] = { provider, kind: 'queue', allowed: ['write', 'readwrite'], path, client };
    recordConstruct(this, { kind: 'Queue', provider }, settings);
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
