import { SendError } from '../../runtime/client-errors';
import type { ClientCall, Reply, SentError } from '../adapter/protocol';
import type { Buckets } from '../buckets/buckets';
import type { Clock } from '../clock';
import type { Finding, Fixes } from '../finding';
import type { LocalFunction } from '../functions/local-function';
import type { Gateway } from '../http/gateway';
import type { Queues } from '../queues/queues';
import { type Constructs, numberOf, TIMEOUT_SECONDS } from '../settings';
import type { Journal } from '../state/journal';
import type { Tables } from '../tables/tables';
import { expiryOf } from '../triggers/queue-worker';
import { bucketService } from './bucket-service';
import { functionService } from './function-service';
import { IdempotencyService } from './idempotency-service';
import { queueService } from './queue-service';
import { SecretService } from './secret-service';
import type { Service } from './service';
import { tableService } from './table-service';

/** Parts of the engine that clients reach. */
export interface ServiceHost {
  readonly constructs: Constructs;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly queues: Queues;
  readonly buckets: Buckets;
  readonly tables: Tables;
  readonly gateway: Gateway;
  readonly functions: ReadonlyMap<string, LocalFunction>;
}

/** Answers the clients in functions, by the kind of what they are bound to. */
export class Services {
  private readonly byKind: Readonly<Record<string, Service>>;
  private readonly secrets: SecretService;

  constructor(engine: ServiceHost, secrets: Readonly<Record<string, string>>, fixes: Fixes) {
    this.secrets = new SecretService(engine.constructs, secrets, fixes);
    const idempotency = new IdempotencyService(engine.clock, engine.journal, (worker) => {
      const construct = engine.constructs.owner(worker);
      if (construct === undefined) throw new TypeError(`${worker} is no worker`);
      return {
        busySeconds: numberOf(construct, 'timeout') ?? TIMEOUT_SECONDS,
        expireAfterSeconds: expiryOf(construct),
      };
    });
    this.byKind = {
      queue: queueService((path) => ({ queue: engine.queues.at(path), rules: engine.queues.rulesOf(path) })),
      bucket: bucketService((path) => engine.buckets.at(path)),
      table: tableService((path) => engine.tables.at(path)),
      secret: this.secrets.service,
      idempotency: idempotency.service,
      function: functionService({
        endpoint: (target) =>
          engine.gateway.all().find(({ function: fn, path }) => [fn.spec.path, path].includes(target)),
        function: (target) => engine.functions.get(target),
      }),
    };
  }

  findings(): Finding[] {
    return this.secrets.findings();
  }

  /** Answers a call. Never rejects. */
  async answer({ id, target, method, input }: ClientCall): Promise<Reply> {
    try {
      const service = this.byKind[method.slice(0, method.indexOf('.'))];
      if (service === undefined) throw new TypeError(`${method} does not run locally`);
      return { type: 'reply', id, value: await service(target, method, input) };
    } catch (error) {
      return { type: 'reply', id, error: toSent(error) };
    }
  }
}

function toSent(error: unknown): SentError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  return error instanceof SendError ? { name, message, failed: error.failed } : { name, message };
}
