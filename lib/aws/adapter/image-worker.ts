import type { ObjectData } from '../../runtime/types.js';
import { PoisonError } from '../../runtime-images/poison-error.js';
import { tuneSharp } from '../../runtime-images/process.js';
import { readTransform } from '../../runtime-images/transform.js';
import { lambdaContext } from './context.js';
import { sendDeadLetter } from './image-dead-letters.js';
import { type ImageWork, settle } from './image-results.js';
import { readSettings } from './image-settings.js';
import type { LambdaHandler } from './lambda.js';
import { type BatchResult, type QueueEvent, toObjectEvent } from './object.js';

type QueueRecord = QueueEvent['Records'][number];
type WorkerContext = ReturnType<typeof lambdaContext<QueueEvent>>;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MEMORY_OF_ONE_CPU = 1769;

/**
 * Creates the handler of an `ImagePipeline`, which receives events of the source bucket from a queue, and writes the
 * variants of each object to the results bucket. `exported` is the transform of the pipeline, or null. Permanent
 * failures go to the dead-letter queue at once; other failures are delivered again.
 */
export function imageWorker(exported: unknown): LambdaHandler<QueueEvent, BatchResult> {
  const transform = readTransform(exported);
  tuneSharp(Math.max(1, Math.round(Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE) / MEMORY_OF_ONE_CPU) || 1));
  return async (event, lambda) => {
    const ctx = lambdaContext(event, lambda);
    const work = { settings: readSettings(process.env), transform };
    const batchItemFailures: BatchResult['batchItemFailures'] = [];
    // One by one, to limit memory.
    for (const record of event.Records) {
      if (!(await handleRecord(record, work, ctx))) batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };
}

/** Resolves to `true` if the message can be deleted. */
async function handleRecord(record: QueueRecord, work: ImageWork, ctx: WorkerContext): Promise<boolean> {
  let object: ObjectData | undefined;
  try {
    object = readObjectOf(record);
    return await handleObject(object, record, work, ctx);
  } catch (error) {
    if (!(error instanceof PoisonError)) {
      ctx.log.error('The image could not be processed', error, { messageId: record.messageId, ...object });
      return false;
    }
    return bury(record, error, object, work, ctx);
  }
}

async function handleObject(object: ObjectData, record: QueueRecord, work: ImageWork, ctx: WorkerContext) {
  const { bucket, key } = object;
  if (bucket === work.settings.results)
    throw new PoisonError('LOOP', 'The event is of the results bucket, which contains variants');
  const started = performance.now();
  const delivery = { id: record.messageId, attempt: Number(record.attributes?.ApproximateReceiveCount) || 1 };
  const outcome = await settle({ bucket, key }, { ...work, delivery });
  const milliseconds = Math.round(performance.now() - started);
  ctx.log.info(`The variants are ${outcome}`, { bucket, key, messageId: record.messageId, milliseconds });
  return true;
}

function readObjectOf({ body }: QueueRecord): ObjectData {
  try {
    return toObjectEvent(JSON.parse(body)).data;
  } catch (error) {
    throw new PoisonError('BAD_EVENT', 'The message is not an event of an object in a bucket', { cause: error });
  }
}

async function bury(
  record: QueueRecord,
  poison: PoisonError,
  object: ObjectData | undefined,
  { settings }: ImageWork,
  { log, requestId }: WorkerContext,
): Promise<boolean> {
  const { code, message, cause } = poison;
  const about = { code, reason: message, messageId: record.messageId, bucket: object?.bucket, key: object?.key };
  log.warn('The image was refused and goes to the dead-letter queue', { ...about, cause });
  try {
    const attributes = { reason: code, key: object?.key, requestId };
    await sendDeadLetter(settings.deadLetters, { body: record.body, attributes });
    return true;
  } catch (error) {
    log.error('The dead letter could not be sent', error, about);
    return false;
  }
}
