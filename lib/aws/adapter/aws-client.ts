import { AwsV4Signer } from 'aws4fetch';

/** A service whose requests are signed with the function's own credentials. */
export interface AwsClient {
  /** URL of the service, without a trailing slash. */
  readonly url: string;
  /**
   * Sends a signed request. A path is relative to `url`. Retries after broken connections and the statuses 5xx and 429.
   */
  fetch(path: string, init?: AwsRequest): Promise<Response>;
}

/** Options of `fetch`, with a body that can be sent twice. */
export interface AwsRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

/** Services that adapters call. */
export type AwsServiceName = 'dynamodb' | 's3' | 'sqs';

const ATTEMPTS = 4;
const FIRST_WAIT_MS = 50;

// Signing keys are valid for a day and cost four HMACs; all clients of an instance share them.
const signingKeys = new Map<string, ArrayBuffer>();

/**
 * Creates a client of one service in the region of the function: a signer around `fetch`, because the SDK would make a
 * small bundle a hundred times larger. Encode each part of an S3 path with `encodeURIComponent`: a bare `+` would be
 * signed as a space.
 */
export function awsClient(service: AwsServiceName, env: NodeJS.ProcessEnv = process.env): AwsClient {
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1';
  const url = endpoint(service, region, env);
  return { url, fetch: (path, init = {}) => send(() => sign(service, region, url + path, init, env), init) };
}

async function sign(service: string, region: string, url: string, init: AwsRequest, env: NodeJS.ProcessEnv) {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey)
    throw new Error(`No AWS credentials in the environment to call ${service} with`);
  const { method = 'GET', headers, body } = init;
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  return new AwsV4Signer({ url, method, headers, body, service, region, cache: signingKeys, ...credentials }).sign();
}

// Each attempt is signed again: a signature is valid for only five minutes, and the instance can be frozen in between.
async function send(signed: () => ReturnType<AwsV4Signer['sign']>, init: AwsRequest, attempt = 1): Promise<Response> {
  const { url, method, headers, body } = await signed();
  const last = attempt === ATTEMPTS || init.signal?.aborted;
  try {
    const response = await fetch(url, { method, headers, body, signal: init.signal });
    if (last || (response.status < 500 && response.status !== 429)) return response;
    await response.body?.cancel();
  } catch (error) {
    // A kept-alive connection does not survive a freeze, so the first use after it can fail.
    if (last || init.signal?.aborted) throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * FIRST_WAIT_MS * 2 ** attempt));
  return send(signed, init, attempt + 1);
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpoint(service: AwsServiceName, region: string, env: NodeJS.ProcessEnv): string {
  const custom = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ?? env.AWS_ENDPOINT_URL;
  return custom ? custom.replace(/\/+$/, '') : `https://${service}.${region}.${domain(region)}`;
}

function domain(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.com.cn';
  if (region.startsWith('eusc-')) return 'amazonaws.eu';
  return 'amazonaws.com';
}
