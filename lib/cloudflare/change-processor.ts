import type { Queue as CloudflareQueue } from '@cdktf/provider-cloudflare/lib/queue';
import type { QueueConsumer } from '@cdktf/provider-cloudflare/lib/queue-consumer';
import { WorkersCronTrigger } from '@cdktf/provider-cloudflare/lib/workers-cron-trigger';
import type { WorkersScript } from '@cdktf/provider-cloudflare/lib/workers-script';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkChangeFilter } from '../constructs/change-filter-checks';
import type { ChangeProcessorProps as PortableProps } from '../constructs/change-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { cloudflareLimits } from '../support/limits/cloudflare';
import { recordConstruct } from '../terraform/app-model';
import { checkBindings } from './bindings/bindings';
import { cloudflareDefaults } from './defaults';
import { createWorker, type WorkerParts, type WorkerSpec } from './function/worker';
import { cloudflareRules } from './prop-rules';
import { connectQueue } from './queues/consumer';
import { createQueue } from './queues/message-queue';
import { CloudflareStack } from './stack/stack';
import { Table } from './table';
import type { CloudflareTypes } from './types';

/** Props of `ChangeProcessor` on Cloudflare. */
export type ChangeProcessorProps = PortableProps<CloudflareTypes>;
type Settings = Resolved<'ChangeProcessor', ChangeProcessorProps>;

/**
 * Runs a worker for the changes of a table, in order. D1 has no change events, so an outbox replaces them: the client `env.TABLE`
 * writes each change together with the item in one transaction, and triggers this worker through a queue. Changes by your own
 * SQL trigger nothing.
 *
 * A change that fails permanently moves to the table `failed_changes` of the database, where it stays.
 *
 * @example
 * new ChangeProcessor(stack, 'Totals', { entry: 'src/totals.ts', table: orders });
 * @see https://developers.cloudflare.com/d1/worker-api/d1-database/#batch
 */
export class ChangeProcessor extends Construct {
  /** Triggers the worker when there are changes. */
  readonly queue: CloudflareQueue;
  /** Runs the handler. Use it for anything without a prop. */
  readonly script: WorkersScript;
  /** Triggers the worker from the queue, one batch at a time, to keep the order. */
  readonly consumer: QueueConsumer;
  /** Polls the outbox on a schedule, in case a message was lost. */
  readonly sweep: WorkersCronTrigger;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ChangeProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'ChangeProcessor', props, cloudflareRules);
    this.check(settings, props);
    this.queue = createQueue(this, 'Wake', cloudflareDefaults.wakeRetention.value.toSeconds());
    explain(this.queue, {
      type: 'cloudflare_queue',
      purpose: 'Signals that there are changes.',
      prop: 'table',
    });
    const parts = this.createWorker(settings);
    this.script = parts.script;
    this.consumer = this.connect(settings);
    this.sweep = this.createSweep();
    settings.table.follow(this.node.path, this.queue);
    this.record(settings, parts);
  }

  private check(settings: Settings, given: ChangeProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'cloudflare', 'ChangeProcessor', given);
    checkChangeFilter(problems, settings.filter);
    checkBindings(problems, settings.bindings, settings.environment);
    problems.require(settings.table instanceof Table, {
      code: 'TABLE_GIVEN',
      prop: 'table',
      rule: 'is not a Table of tradewind/cloudflare, and other databases report no changes',
      fix: 'give such a Table',
    });
    problems.throwIfAny();
  }

  private createWorker(settings: Settings): WorkerParts {
    const { table, batchSize, retries, filter } = settings;
    const seconds = settings.timeout.toSeconds();
    const options = {
      timeoutSeconds: seconds,
      table: table.node.path,
      follower: this.node.path,
      batchSize,
      retries,
      maxAgeSeconds: settings.maxAge.toSeconds(),
      filter,
    };
    const worker: WorkerSpec = {
      ...settings,
      adapter: { name: 'change', export: 'change', options },
      purpose: `Runs for the changes of ${table.node.path}`,
      ownBindings: [
        { name: 'TRADEWIND_TABLE', type: 'd1', id: table.database.id },
        { name: 'TRADEWIND_WAKE', type: 'queue', queueName: this.queue.queueName },
      ],
      overrides: settings.overrides.script,
    };
    return createWorker(this, worker, seconds);
  }

  private connect(settings: Settings): QueueConsumer {
    return connectQueue(this, {
      queue: this.queue,
      script: this.script,
      settings: {
        batchSize: cloudflareLimits.queueBatch.most,
        maxRetries: cloudflareDefaults.wakeRetries.value,
        maxWaitTimeMs: settings.batchWindow.toSeconds() * 1000,
        maxConcurrency: 1,
        ...settings.overrides.consumer,
      },
      purpose: 'Triggers the worker, one run at a time, so that changes stay in order.',
    });
  }

  private createSweep(): WorkersCronTrigger {
    const sweep = new WorkersCronTrigger(this, 'Sweep', {
      accountId: CloudflareStack.of(this).accountId,
      scriptName: this.script.scriptName,
      schedules: [{ cron: cloudflareDefaults.sweepSchedule.value }],
    });
    const purpose = 'Polls the outbox on a schedule, in case a message of the queue was lost.';
    explain(sweep, { type: 'cloudflare_workers_cron_trigger', purpose, prop: 'table' });
    return sweep;
  }

  private record(settings: Settings, parts: WorkerParts): void {
    const source = settings.table.database.node.path;
    const on = `changes of ${source}`;
    recordConstruct(
      this,
      {
        kind: 'ChangeProcessor',
        provider: 'cloudflare',
        functions: [parts.model],
        triggers: [{ kind: 'change', on, function: this.script.node.path, source }],
        bindings: parts.bindings,
        limits: { batchSize: settings.batchSize, retries: settings.retries },
      },
      settings,
    );
  }
}
