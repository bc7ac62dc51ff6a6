import type { RunConstruct } from '../../app-model/run-model';
import { defaults } from '../../defaults';
import type { ObjectEvent } from '../../runtime/types';
import { objectCreated, objectDeleted, queue as queueEvent } from '../../testing/events';
import type { GivenUp } from '../adapter/image-worker';
import type { LocalFunction } from '../functions/local-function';
import type { Message } from '../queues/message';
import type { Fate } from '../queues/message-queue';
import { effective, semantics } from '../semantics';
import { numberOf, TIMEOUT_SECONDS, textOf } from '../settings';
import type { EngineParts, FunctionBehaviour } from './behaviour';

const MAX_CONCURRENCY = defaults.FileProcessor.maxConcurrency.value;

/** A function that handles the objects of a bucket. Their events wait in a queue of its own, as on the provider. */
export const fileProcessor: FunctionBehaviour = {
  oneAtATime: true,
  adapter: () => ({ name: 'object', export: 'object' }),
  maxInstances: (construct) => effective(construct, 'maxConcurrency', MAX_CONCURRENCY),
  connect(construct, fn, parts) {
    const { deletions } = construct.settings;
    connectObjects(construct, fn, parts, { deletions: deletions === true, suffix: textOf(construct, 'suffix') });
  },
};

/** Objects that a function handles, beside those that its prefix leaves out. */
interface Wanted {
  readonly deletions: boolean;
  readonly suffix?: string;
}

/** Puts the events of a bucket into the queue of a construct, and connects its function to it. */
export function connectObjects(construct: RunConstruct, fn: LocalFunction, parts: EngineParts, wanted: Wanted): void {
  const [trigger] = construct.triggers;
  if (trigger?.source === undefined) return;
  const queue = parts.queueAt(construct.path);
  const { prefix = '' } = trigger;
  parts.bucketAt(trigger.source).onEvent((event) => {
    const { subject, type } = event;
    const isWanted = subject.startsWith(prefix) && subject.endsWith(wanted.suffix ?? '');
    if (isWanted && (wanted.deletions || type === 'object.created')) queue.send([{ text: JSON.stringify(event) }]);
  });
  const visibilitySeconds = 6 * (numberOf(construct, 'timeout') ?? TIMEOUT_SECONDS);
  const rules = semantics[construct.provider].queue;
  queue.connect({
    batchSize: 1,
    windowSeconds: 0,
    maxConcurrency: effective(construct, 'maxConcurrency', MAX_CONCURRENCY),
    retrySeconds: (attempt, asked) => rules.retrySeconds({ attempt, asked, visibilitySeconds }),
    deliver: async (messages) => Promise.all(messages.map((message) => deliver(fn, message))),
  });
}

async function deliver(fn: LocalFunction, { id, text }: Message): Promise<Fate> {
  const event = JSON.parse(text) as ObjectEvent;
  const { value } = await fn.run({ event: { kind: 'object', event }, native: () => queueEvent(toS3(event)) });
  const { giveUp } = (value ?? {}) as Partial<GivenUp>;
  return { id, retry: giveUp !== undefined, giveUp };
}

/** The event in the form in which S3 sends it. */
function toS3({ id, time, type, data }: ObjectEvent) {
  const { bucket, key, size } = data;
  const name = bucket.replaceAll('/', '-');
  return type === 'object.created'
    ? objectCreated({ id, time, bucket: name, key, size })
    : objectDeleted({ id, time, bucket: name, key });
}
