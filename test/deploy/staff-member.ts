import { output } from './cdk';

const PASSWORD = 'Correct-horse-7';

/** Creates a user in the pool of the orders example and signs in with it. Resolves to an id token. */
export async function signIn(): Promise<string> {
  const pool = { UserPoolId: output('Orders', 'StaffPool'), Username: 'ada' };
  await cognito('AdminCreateUser', { ...pool, MessageAction: 'SUPPRESS' });
  await cognito('AdminSetUserPassword', { ...pool, Password: PASSWORD, Permanent: true });
  const answer = await cognito('InitiateAuth', {
    ClientId: output('Orders', 'StaffClient'),
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: pool.Username, PASSWORD },
  });
  return answer.AuthenticationResult.IdToken;
}

// Three calls do not justify the SDK's client.
async function cognito(operation: string, input: object) {
  const response = await fetch(process.env.AWS_ENDPOINT_URL as string, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20270101/us-east-1/cognito-idp/aws4_request',
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${operation}: ${response.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
