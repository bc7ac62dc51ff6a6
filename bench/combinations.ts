/** Packages with what is imported of them: the client of a service, and names of which functions draw some. */
const packages: readonly (readonly [name: string, always: string, drawn: readonly string[]])[] = [
  [
    '@aws-sdk/client-dynamodb',
    'DynamoDBClient',
    ['GetItemCommand', 'PutItemCommand', 'QueryCommand', 'UpdateItemCommand', 'DeleteItemCommand', 'ScanCommand'],
  ],
  [
    '@aws-sdk/client-s3',
    'S3Client',
    ['GetObjectCommand', 'PutObjectCommand', 'ListObjectsV2Command', 'DeleteObjectCommand', 'HeadObjectCommand'],
  ],
  ['@aws-sdk/client-sqs', 'SQSClient', ['SendMessageCommand', 'SendMessageBatchCommand', 'DeleteMessageCommand']],
  ['@aws-sdk/client-lambda', 'LambdaClient', ['InvokeCommand', 'GetFunctionCommand', 'ListFunctionsCommand']],
  ['@aws-sdk/client-secrets-manager', 'SecretsManagerClient', ['GetSecretValueCommand', 'PutSecretValueCommand']],
  ['zod', 'z', ['ZodError']],
  ['hono', 'Hono', []],
  ['jose', 'jwtVerify', ['SignJWT', 'decodeJwt', 'createRemoteJWKSet']],
  ['luxon', 'DateTime', ['Duration', 'Interval']],
];
const COMBINATIONS = 30;

/** Pairs and triples of packages, the first thirty of them. */
const combinations = packages
  .flatMap((_, first) => packages.map((__, second) => [first, second, (first * second + 1) % packages.length]))
  .filter(([first, second]) => first! < second!)
  .map((indices, index) => [...new Set(index % 2 === 0 ? indices.slice(0, 2) : indices)])
  .slice(0, COMBINATIONS);

/** A handler with the packages of one of thirty combinations, of which it draws what it imports. */
export function variedSource(index: number, revision = 0, extra = false): string {
  const lines = combinations[index % COMBINATIONS]!.map((position, place) => {
    const [name, always, drawn] = packages[position]!;
    const some = drawn.filter((_, at) => (index * 7 + at * 3 + place) % 3 === 0 || (extra && at === 1));
    return { names: [always, ...some], name };
  });
  const imports = lines.map(({ names, name }) => `import { ${names.join(', ')} } from '${name}';`).join('\n');
  const used = lines.flatMap(({ names }) => names).map((name) => `${name}.name`);
  return `${imports}\nexport const handler = async () => [${index}, ${revision}, ${used.join(', ')}];\n`;
}
