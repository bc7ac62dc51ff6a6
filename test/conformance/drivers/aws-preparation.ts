import { setTimeout as sleep } from 'node:timers/promises';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../../deploy/account';
import { SECRET_VALUE } from '../driver';
import type { Outputs } from './aws-stack';

/** Sets values that users set by hand, since no template may contain them. */
export async function setSecrets(outputs: Outputs): Promise<void> {
  const client = new SecretsManagerClient();
  for (const SecretId of outputs.all('Secret'))
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: SECRET_VALUE }));
}

/**
 * Shortens the visibility timeout: a failed message returns after six timeouts of its worker, which is too long to wait
 * for.
 */
export async function shortenWaits(outputs: Outputs): Promise<void> {
  for (const QueueUrl of outputs.all('Queue'))
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '1' } }));
}

/**
 * Reads the messages of a queue, parsed, and leaves them there. Waits a while for the first: the last delivery is
 * hidden until it is given up.
 */
export async function peek(QueueUrl: string): Promise<unknown[]> {
  const found = new Map<string, unknown>();
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
  for (let tries = 0; tries < 20 && found.size === 0; tries += 1) {
    if (tries > 0) await sleep(250);
    const { Messages: messages = [] } = await sqs.send(receive);
    for (const { MessageId = '', Body = '' } of messages) found.set(MessageId, JSON.parse(Body));
  }
  return [...found.values()];
}
