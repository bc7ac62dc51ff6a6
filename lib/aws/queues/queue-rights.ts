import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { BoundResource } from '../bindings/bound';

/** Grants the permission to send messages. */
export function grantSend(queue: IQueue, grantee: iam.IGrantable): iam.Grant {
  queue.encryptionMasterKey?.grant(grantee, 'kms:Decrypt', 'kms:GenerateDataKey');
  return iam.Grant.addToPrincipalOrResource({
    grantee,
    actions: ['sqs:SendMessage'],
    resourceArns: [queue.queueArn],
    resource: queue as never,
  });
}

/** Description of a queue for bindings. */
export function boundQueue(queue: IQueue): BoundResource {
  return {
    kind: 'queue',
    allowed: ['write', 'readwrite'],
    path: queue.node.path,
    value: queue.queueUrl,
    options: { fifo: queue.fifo },
    construct: queue,
    grant: ({ role }) => void grantSend(queue, role),
  };
}
