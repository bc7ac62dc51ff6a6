import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import { ApiFunction, Bucket, ImagePipeline, Queue, type ScheduledJob, Secret } from 'tradewind/aws';

/** Values needed from a construct: its address, or the name, URL or ARN of one of its resources. */
export type OutputName = 'Url' | 'Function' | 'LogGroup' | 'Bucket' | 'Queue' | 'DeadLetters' | 'Secret';

/** Outputs of a deployed stack for its constructs. */
export interface Outputs {
  /** @throws Error when the construct has none */
  of(id: string, name: OutputName): string;
  all(name: OutputName): string[];
}

/** Adds outputs with the addresses of its constructs to the stack. */
export function addOutputs(stack: Stack): void {
  for (const construct of stack.node.children) {
    for (const [name, value] of Object.entries(outputsOf(construct))) {
      if (value !== undefined) new CfnOutput(stack, key(construct.node.id, name as OutputName), { value });
    }
  }
}

function outputsOf(construct: Construct): Partial<Record<OutputName, string | undefined>> {
  if (construct instanceof Bucket) return { Bucket: construct.bucket.bucketName };
  if (construct instanceof Secret) return { Secret: construct.secret.secretArn };
  if (construct instanceof Queue)
    return { Queue: construct.queue.queueUrl, DeadLetters: construct.deadLetterQueue.queueUrl };
  if (!('logGroup' in construct)) return {};
  const { logGroup } = construct as ScheduledJob;
  const common = { LogGroup: logGroup.logGroupName };
  if (construct instanceof ApiFunction) return { ...common, Url: construct.url };
  if (construct instanceof ImagePipeline) return { ...common, DeadLetters: construct.deadLetterQueue.queueUrl };
  return { ...common, Function: (construct as ScheduledJob).function.functionName };
}

/** Reads the outputs of a stack. */
export function readOutputs(outputs: Readonly<Record<string, string>>): Outputs {
  return {
    of(id, name) {
      const value = outputs[key(id, name)];
      if (value === undefined) throw new Error(`${id} has no ${name}`);
      return value;
    },
    all: (name) =>
      Object.entries(outputs)
        .filter(([each]) => each.endsWith(`Of${name}`))
        .map(([, value]) => value),
  };
}

const key = (id: string, name: OutputName) => `${id}Of${name}`;

/** Event with which EventBridge Scheduler would invoke a job that is due at `time`. */
export function scheduleInput(stack: Stack, id: string, time: string): string {
  const { schedule } = stack.node.findChild(id) as ScheduledJob;
  const { target } = schedule.node.defaultChild as CfnSchedule;
  const attributes: Record<string, string> = {
    'execution-id': `execution-of-${time}`,
    'scheduled-time': time.replace(/\.000Z$/, 'Z'),
    'attempt-number': '1',
    'schedule-arn': 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/job',
  };
  return stack.resolve(target).input.replace(/<aws\.scheduler\.([\w-]+)>/g, (_: string, name: string) => {
    return attributes[name] ?? _;
  });
}
