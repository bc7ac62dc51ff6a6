import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { awsClient } from '../../../lib/aws/adapter/aws-client';

const credentials = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };

test.each([
  ['dynamodb', { AWS_REGION: 'eu-north-1' }, 'https://dynamodb.eu-north-1.amazonaws.com'],
  ['s3', { AWS_REGION: 'cn-north-1' }, 'https://s3.cn-north-1.amazonaws.com.cn'],
  ['sqs', { AWS_REGION: 'us-gov-west-1' }, 'https://sqs.us-gov-west-1.amazonaws.com'],
  ['sqs', { AWS_REGION: 'eusc-de-east-1' }, 'https://sqs.eusc-de-east-1.amazonaws.eu'],
  ['s3', { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566/' }, 'http://127.0.0.1:4566'],
  ['s3', { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' }, 'http://b'],
  ['sqs', { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' }, 'http://a'],
] as const)('%s with %p is at %s', (service, env, url) => {
  expect(awsClient(service, env as NodeJS.ProcessEnv).url).toBe(url);
});

test('missing credentials are reported', async () => {
  await expect(awsClient('s3', {} as NodeJS.ProcessEnv).fetch('/')).rejects.toThrow('No AWS credentials');
});

describe('requests', () => {
  const seen: { request: IncomingMessage; body: string }[] = [];
  let answers: (number | 'break')[] = [];
  let server: Server;
  let client: ReturnType<typeof awsClient>;

  beforeEach(async () => {
    seen.length = 0;
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ request, body });
        const answer = answers.shift() ?? 200;
        if (answer === 'break') request.socket.destroy();
        else response.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = awsClient('s3', {
      ...credentials,
      AWS_SESSION_TOKEN: 'token',
      AWS_REGION: 'eu-north-1',
      AWS_ENDPOINT_URL,
    } as never);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  test('are signed with the session', async () => {
    await client.fetch('/bucket/a%2Bb', { method: 'PUT', body: 'data', headers: { 'content-type': 'text/plain' } });
    const { request, body } = seen[0]!;
    expect(request.url).toBe('/bucket/a%2Bb');
    expect(body).toBe('data');
    expect(request.headers).toMatchObject({
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-north-1\/s3\/aws4_request/),
      'x-amz-security-token': 'token',
      'content-type': 'text/plain',
    });
  });

  test.each<[(number | 'break')[], number, number]>([
    [[500, 503, 429], 200, 4],
    [['break'], 200, 2],
    [[404], 404, 1],
    [[403], 403, 1],
    [[500, 500, 500, 500, 200], 500, 4],
  ])('answered %p end with %i after %i attempts', async (given, status, attempts) => {
    answers = [...given];
    expect((await client.fetch('/')).status).toBe(status);
    expect(seen).toHaveLength(attempts);
    answers = [];
  });

  test('that always fail are not retried without end', async () => {
    answers = ['break', 'break', 'break', 'break', 'break'];
    await expect(client.fetch('/')).rejects.toThrow('fetch failed');
    expect(seen).toHaveLength(4);
    answers = [];
  });

  test('that are aborted are not retried', async () => {
    await expect(client.fetch('/', { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
    expect(seen).toHaveLength(0);
  });
});
