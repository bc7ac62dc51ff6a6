import { AwsV4Signer } from 'aws4fetch';
import { awsClient } from './aws-client.js';
import { type ObjectName, objectPath } from './image-store.js';

/** A PUT that S3 accepts from anyone with its URL. */
export interface PresignedPut {
  readonly url: string;
  /** Headers that the request must have. Clients set the length automatically. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Terms of an upload. */
export interface UploadTerms {
  readonly contentType: string;
  /** Exact size in bytes. */
  readonly size: number;
  /** Seconds. It expires earlier if the credentials of the function do. */
  readonly expiresIn: number;
}

/**
 * Presigns a PUT. Type and length are signed headers, so that S3 refuses a body of another type or size. So is the
 * condition that the key is free: S3 answers 412 to a second use of the URL, so that no one can replace an image after
 * its approval.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export async function presignPut(
  name: ObjectName,
  { contentType, size, expiresIn }: UploadTerms,
  env: NodeJS.ProcessEnv = process.env,
): Promise<PresignedPut> {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) throw new Error('No AWS credentials in the environment to sign an upload with');
  const headers = { 'content-type': contentType, 'if-none-match': '*' };
  const signer = new AwsV4Signer({
    url: `${awsClient('s3', env).url}${objectPath(name)}?X-Amz-Expires=${expiresIn}`,
    method: 'PUT',
    headers: { ...headers, 'content-length': String(size) },
    service: 's3',
    region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1',
    signQuery: true,
    // Otherwise the signer omits these two.
    allHeaders: true,
    accessKeyId,
    secretAccessKey,
    sessionToken,
  });
  const { url } = await signer.sign();
  return { url: url.href, headers };
}
