import * as iam from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { BoundResource } from '../bindings/bound';

/** Grants the permission to read the value of a secret. */
export function grantSecret(secret: ISecret, grantee: iam.IGrantable): iam.Grant {
  secret.encryptionKey?.grantDecrypt(grantee);
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: [arnOf(secret)],
  });
}

/** The ARN of a secret ends in six characters, which are unknown for an import by name. */
function arnOf({ secretArn, secretFullArn }: ISecret): string {
  return secretFullArn === undefined ? `${secretArn}-??????` : secretFullArn;
}

/** Description of a secret for bindings. */
export function boundSecret(secret: ISecret): BoundResource {
  return {
    kind: 'secret',
    allowed: ['read', 'readwrite'],
    path: secret.node.path,
    value: secret.secretArn,
    construct: secret,
    grant: ({ role }) => void grantSecret(secret, role),
  };
}
