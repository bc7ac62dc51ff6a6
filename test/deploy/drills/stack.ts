import * as path from 'node:path';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { seconds } from 'tradewind';
import { QueueWorker, Table } from 'tradewind/aws';

const entry = path.join(__dirname, 'worker.ts');

/** Workers that are made to fail, and a table with a line for each time that work was done. */
export class DrillStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const ledger = new Table(this, 'Ledger', { partitionKey: 'drill', sortKey: 'entry', removalPolicy: 'destroy' });
    const bindings = { LEDGER: ledger };
    // A timeout of two seconds makes a visibility timeout of twelve, after which a message is delivered again. One
    // second is too short when all of these start at the same time: a worker that is stopped after its work, but before
    // its record is completed, does it again.
    const careful = (id: string) =>
      new QueueWorker(this, id, {
        entry,
        bindings,
        timeout: seconds(2),
        maxAttempts: 4,
        idempotency: { key: 'id' },
      });
    const flood = new QueueWorker(this, 'Flood', {
      entry,
      bindings,
      timeout: seconds(10),
      batchSize: 100,
      batchWindow: seconds(1),
    });
    // One for each test, so that they run at the same time.
    const workers = Object.fromEntries(['Crash', 'Hang', 'Memory', 'Twice', 'Poison'].map((id) => [id, careful(id)]));
    for (const [name, worker] of Object.entries({ ...workers, Flood: flood })) {
      new CfnOutput(this, `${name}Queue`, { value: worker.queue.queueUrl });
      new CfnOutput(this, `${name}DeadLetters`, { value: (worker.deadLetterQueue as typeof flood.queue).queueUrl });
    }
    new CfnOutput(this, 'LedgerTable', { value: ledger.table.tableName });
  }
}
