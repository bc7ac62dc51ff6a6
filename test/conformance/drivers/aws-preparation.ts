import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../../deploy/account';
import { eventually } from '../../deploy/wait';
import { SECRET_VALUE } from '../driver';
import type { Outputs } from './aws-stack';

/** Sets what users set by hand, since it may stand in no template. */
export async function setSecrets(outputs: Outputs): Promise<void> {
  const client = new SecretsManagerClient();
  for (const SecretId of outputs.all('Secret'))
    await client.send(new PutSecretValueCommand({ SecretId, SecretString: SECRET_VALUE }));
}

/** A message that failed comes again when it is no longer hidden: after six timeouts of its worker, for which nobody waits. */
export async function shortenWaits(outputs: Outputs): Promise<void> {
  for (const QueueUrl of outputs.all('Queue'))
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '1' } }));
}

/** The messages of a queue, parsed. Waits for the first: a message is given up when its last delivery is no longer hidden. */
export async function drain(QueueUrl: string): Promise<unknown[]> {
  return await eventually('a dead letter', 10, async () => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    return messages.length === 0 ? undefined : messages.map(({ Body = '' }) => JSON.parse(Body));
  });
}
