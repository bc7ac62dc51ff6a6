import { awsClient } from './aws-client.js';

/** A message that fails at every attempt, and the reason. */
export interface DeadLetter {
  /** Body as it was received, so that the message can be moved back. */
  readonly body: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** Sends a message to the dead-letter queue, without further attempts. */
export async function sendDeadLetter(queueUrl: string, { body, attributes }: DeadLetter): Promise<void> {
  const given = Object.entries(attributes).filter(([, value]) => value);
  const response = await awsClient('sqs').fetch('/', {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageAttributes: Object.fromEntries(given.map(([name, value]) => [name, attribute(value!)])),
    }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`SQS answered ${response.status} to the dead letter: ${text.slice(0, 500)}`);
}

// Keys of objects can have characters that SQS refuses, and then the dead letter could not be sent.
function attribute(value: string): object {
  const StringValue = value.replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
  return { DataType: 'String', StringValue };
}
