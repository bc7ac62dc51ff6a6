import { awsClient } from './aws-client.js';

/** A message, and the seconds until its next delivery: 0 to 43,200, less the time since it was received. */
export interface Postponement {
  readonly record: {
    /** Handle of this delivery. */
    readonly receiptHandle: string;
    /** ARN of the queue, which ends in its name. */
    readonly eventSourceARN: string;
  };
  readonly seconds: number;
}

const MAX_ENTRIES = 10;
const MAX_SECONDS = 43_200;

/**
 * Changes the time of the next delivery of messages.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html
 */
export async function changeVisibility(postponements: readonly Postponement[]): Promise<void> {
  for (let start = 0; start < postponements.length; start += MAX_ENTRIES) {
    await changeSome(postponements.slice(start, start + MAX_ENTRIES));
  }
}

async function changeSome(postponements: readonly Postponement[]): Promise<void> {
  const client = awsClient('sqs');
  const response = await client.fetch('/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.ChangeMessageVisibilityBatch' },
    body: JSON.stringify({
      QueueUrl: queueUrl(client.url, postponements[0]!.record.eventSourceARN),
      Entries: postponements.map(({ record, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: Math.min(Math.max(0, Math.round(seconds)), MAX_SECONDS),
      })),
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`SQS answered ${response.status}: ${text.slice(0, 500)}`);
}

/** `arn:aws:sqs:eu-north-1:123456789012:jobs` → `https://sqs.eu-north-1.amazonaws.com/123456789012/jobs` */
function queueUrl(endpoint: string, arn: string): string {
  const [account, name] = arn.split(':').slice(-2);
  return `${endpoint}/${account}/${name}`;
}
