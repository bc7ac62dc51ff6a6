import type { RunConstruct } from '../../app-model/run-model';
import { defaults } from '../../defaults';
import { semantics } from '../semantics';
import { type Constructs, numberOf } from '../settings';
import type { QueueSettings } from './message';
import { MessageQueue, type QueueHost } from './message-queue';

/** The queues of an app, by the paths of their resources. */
export class Queues {
  private readonly known = new Map<string, MessageQueue>();

  constructor(
    private readonly constructs: Constructs,
    private readonly host: QueueHost,
  ) {}

  /** The queue of a resource. */
  at(path: string): MessageQueue {
    const found = this.known.get(path) ?? new MessageQueue(path, this.settingsOf(path), this.host);
    this.known.set(path, found);
    return found;
  }

  /** The rules of the provider of a queue. @throws TypeError for a path that no construct uses */
  rulesOf(path: string) {
    const construct = this.constructs.owner(path) ?? this.userOf(path);
    if (construct === undefined) throw new TypeError(`${path} is no queue of the app`);
    return semantics[construct.provider].queue;
  }

  /** A construct that uses a queue, for one that is made elsewhere. */
  private userOf(path: string) {
    return this.constructs.all.find(
      ({ bindings, triggers }) =>
        bindings.some(({ target }) => target === path) || triggers.some(({ source }) => source === path),
    );
  }

  private settingsOf(path: string): QueueSettings {
    const owner = this.constructs.owner(path);
    const client = this.constructs.all
      .flatMap(({ bindings }) => bindings)
      .find(({ target }) => target === path)?.client;
    return {
      // Changes are in order for each key.
      fifo: owner?.kind === 'ChangeProcessor' || owner?.settings.fifo === true || isFifo(client?.options),
      // A queue that is made elsewhere has dead letters that are not known here.
      maxAttempts: owner && attemptsOf(owner),
      retentionSeconds: (owner && numberOf(owner, 'retention')) ?? defaults.Queue.retention.value.toSeconds(),
      deduplicationSeconds: owner?.kind === 'ChangeProcessor' ? 0 : this.rulesOf(path).deduplicationSeconds,
    };
  }
}

function attemptsOf(owner: RunConstruct): number | undefined {
  if (owner.kind === 'ChangeProcessor')
    return 1 + (numberOf(owner, 'retries') ?? defaults.ChangeProcessor.retries.value);
  const declared = owner.limits.maxAttempts ?? numberOf(owner, 'maxAttempts');
  return declared ?? (owner.kind === 'ImagePipeline' ? defaults.FileProcessor.maxAttempts.value : undefined);
}

function isFifo(options: object | undefined): boolean {
  return (options as { readonly fifo?: unknown } | undefined)?.fifo === true;
}
