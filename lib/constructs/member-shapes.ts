import {
  choice,
  duration,
  either,
  flag,
  isDate,
  isPlain,
  isText,
  list,
  map,
  members,
  number,
  provided,
  required,
  type Shape,
  text,
} from './shape';

const jwt = members(
  {
    issuer: required(text("'https://login.example.com/'", ['aws']), { fix: 'give the `iss` claim of the tokens' }),
    audience: required(list(text("'shop'", ['aws']), "['shop']", ['aws']), {
      fix: "give the `aud` claim, such as ['shop']",
    }),
    scopes: list(text("'orders:read'", ['aws']), "['orders:read']", ['aws']),
  },
  'jwt({ issuer, audience })',
);
const authorizer = members(
  {
    entry: required(text("'src/gate.ts'"), {
      fix: "give the file of the function that decides, such as 'src/gate.ts'",
    }),
    handler: text("'handler'"),
    identitySources: list(text("'Authorization'"), "['Authorization']"),
    cacheSeconds: number(300),
  },
  'authorizer({ entry })',
);

const ofKind = (kind: string) => (value: unknown) => isPlain(value) && (value as { kind?: unknown }).kind === kind;
const AUTH = "jwt({ issuer, audience }), authorizer({ entry }), 'iam' or 'none'";
export const auth = required(
  either(
    [
      [(value) => value === 'iam' || value === 'none', () => []],
      [ofKind('jwt'), jwt],
      [ofKind('authorizer'), authorizer],
    ],
    'a kind of authentication',
    `give ${AUTH}`,
  ),
  {
    code: 'API_AUTH',
    rule: 'is missing, and an endpoint must not be public by accident',
    fix: "give 'iam', jwt({...}) or authorizer({...}), or write auth: 'none' for a public endpoint",
  },
);

const origins = list(text("'https://shop.example'", ['aws']), "['https://shop.example']", ['aws']);
export const words = (example: string) => list(text(`'${example}'`), `['${example}']`);
export const api: Shape = (value, prop, context) =>
  value === 'own' ? [] : provided('api')(value, prop, context).map((each) => withChoice(each, "'own'"));

export const cors = members(
  {
    origins: required(origins, { fix: "list the origins, such as ['https://shop.example']" }),
    methods: words('GET'),
    headers: words('content-type'),
    exposeHeaders: words('etag'),
    credentials: flag,
    maxAge: duration('hours(1)'),
  },
  "{ origins: ['https://shop.example'] }",
);
export const throttle = members(
  {
    rate: required(number(100), { fix: 'give the requests per second' }),
    burst: required(number(200), { fix: 'give the maximum number of requests at the same instant' }),
  },
  '{ rate: 100, burst: 200 }',
);
export const domain = members(
  {
    name: required(text("'api.example.com'"), { fix: "give the full name, such as 'api.example.com'" }),
    zone: provided('zone'),
    certificate: provided('certificate'),
  },
  "{ name: 'api.example.com', zone }",
);
export const uploads = members(
  { auth, route: text("'POST /uploads'"), expiresIn: number(300), origins: words('https://shop.example'), api },
  "{ auth: 'iam' }",
);
export const variant = members(
  {
    width: number(200),
    height: number(200),
    fit: choice('cover', 'contain', 'inside', 'fill', 'outside'),
    format: choice('jpeg', 'png', 'webp', 'avif', 'gif'),
    quality: number(80),
  },
  "{ width: 200, format: 'webp' }",
);
export const filter = members(
  {
    types: list(choice('insert', 'update', 'delete'), "['insert']"),
    where: map(list(scalar, "['paid']"), "{ state: ['paid'] }"),
  },
  "{ types: ['insert'] }",
);
const keyMembers = members(
  { name: required(text("'id'"), { fix: 'give the name of the attribute' }), type: choice('string', 'number') },
  "{ name: 'id', type: 'string' }",
);
export const key = either(
  [
    [isText, text("'id'")],
    [isPlain, keyMembers],
  ],
  'the name of an attribute',
  "give a name, such as 'id', or { name: 'id', type: 'number' }",
);
export const indexes = map(
  members(
    { partitionKey: required(key, { fix: "name the attribute, such as 'status'" }), sortKey: key },
    "{ partitionKey: 'status' }",
  ),
  "{ byStatus: { partitionKey: 'status' } }",
);
export const schedule = either(
  [
    [isText, text("'every day at 03:00'")],
    [isDate, () => []],
  ],
  'a schedule',
  "give text, such as 'every day at 03:00', or a Date",
);
export const idempotency = members(
  {
    key: required(text("'id'"), { fix: "name the member of the body, such as 'id'" }),
    expireAfter: duration('days(1)'),
  },
  "{ key: 'id' }",
);
export const removalPolicy = choice('retain', 'destroy');

function scalar(...[value, prop, context]: Parameters<Shape>): ReturnType<Shape> {
  if (typeof value === 'boolean' || typeof value === 'number') return number(1)(Number(value), prop, context);
  return text("'paid'")(value, prop, context);
}

/** Names a second choice in the fix of a refusal. */
export function withChoice<P extends { readonly fix: string }>(problem: P, other: string): P {
  return { ...problem, fix: `${problem.fix}, or ${other}` };
}
