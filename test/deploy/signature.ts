import { AwsV4Signer } from 'aws4fetch';

/** Returns headers that sign `GET https://…` with the credentials of the environment. */
export async function signed(request: string, service: string, body?: string): Promise<Record<string, string>> {
  const [method, url] = request.split(' ') as [string, string];
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
  const signer = new AwsV4Signer({ method, url, body, service, region: 'us-east-1', accessKeyId, secretAccessKey });
  const { headers } = await signer.sign();
  return Object.fromEntries(headers);
}
