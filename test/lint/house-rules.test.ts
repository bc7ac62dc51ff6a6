import { textProject } from '../../scripts/lint/project';
import { found } from '../../scripts/lint/report';
import { HOUSE_RULES } from '../../scripts/lint/rules';

type Files = Readonly<Record<string, string>>;

/** The least of a library: a provider is a folder with an adapter. */
const LIBRARY: Files = {
  'lib/aws/adapter/http.ts': '',
  'lib/aws/bucket.ts': '',
  'lib/aws/index.ts': '',
  'lib/google/adapter/http.ts': '',
  'lib/google/bucket.ts': '',
  'lib/google/clients/bucket.ts': '',
  'lib/constructs/names.ts': '',
  'lib/runtime/values.ts': '',
  'lib/runtime-node/http.ts': '',
  'lib/terraform/engine.ts': '',
};

function findings(files: Files, rule: string) {
  return found(
    textProject({ ...LIBRARY, ...files }),
    HOUSE_RULES.filter(({ name }) => name === rule),
  );
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `// ${index}`).join('\n');
const body = (count: number) => `{\n${lines(count - 2)}\n}\n`;
const calls = (count: number) => Array.from({ length: count }, (_, index) => `step(${index});`).join('\n');

const CATALOGUE =
  "export const STATE_CONSTRUCTS = ['Queue'] as const;\nexport const PROVIDERS = {\n  aws: { title: 'AWS' },\n} as const;\n";

/** Samples of each rule: the faults that it reports in the bad one, and a good one in which it reports none. */
const SAMPLES: readonly { rule: string; bad: Files; faults: readonly string[]; good: Files }[] = [
  {
    rule: 'provider-imports',
    bad: {
      'lib/aws/bucket.ts':
        "import type { Bucket } from '../google/bucket';\nexport type B = import('../google/bucket').Bucket;\n",
      'lib/google/queue.ts': "import { Bucket } from '@cdktf/provider-cloudflare/lib/r2-bucket';\n",
      'lib/google/table.ts': "import type { Bucket } from 'tradewind/aws';\n",
      'lib/constructs/queue.ts': "export * from '../aws/bucket';\nimport { Stack } from 'aws-cdk-lib';\n",
      'lib/testing/events.ts': "import '../google/adapter/http';\n",
      'lib/index.ts': "const aws = require('./aws');\nexport const google = import('./google/bucket.js');\n",
    },
    faults: [
      'lib/aws/bucket.ts:1 imports ../google/bucket, which belongs to google',
      'lib/aws/bucket.ts:2 imports ../google/bucket, which belongs to google',
      'lib/constructs/queue.ts:1 imports ../aws/bucket, which belongs to aws',
      'lib/constructs/queue.ts:2 imports aws-cdk-lib, which belongs to aws',
      'lib/google/queue.ts:1 imports @cdktf/provider-cloudflare/lib/r2-bucket, which belongs to cloudflare',
      'lib/google/table.ts:1 imports tradewind/aws, which belongs to aws',
      'lib/index.ts:1 imports ./aws, which belongs to aws',
      'lib/index.ts:2 imports ./google/bucket.js, which belongs to google',
      'lib/testing/events.ts:1 imports ../google/adapter/http, which belongs to google',
    ],
    good: {
      'lib/aws/bucket.ts':
        "import { Bucket } from 'aws-cdk-lib/aws-s3';\nimport { names } from '../constructs/names';\n",
      'lib/google/queue.ts': "import { Bucket } from '@cdktf/provider-google/lib/storage-bucket';\n",
      'lib/testing/events.ts': "import '../aws/adapter/http';\nimport { App } from 'aws-cdk-lib';\n",
      'lib/cli/moves.ts': "import '../google/bucket';\n// import '../aws/bucket'\n",
    },
  },
  {
    rule: 'terraform-engine',
    bad: {
      'lib/google/stack.ts': "import type { TerraformStack } from 'cdktn';\nimport 'cdktf/lib/app';\n",
      'lib/constructs/stack.ts': "export type S = import('cdktn').TerraformStack;\n",
    },
    faults: [
      'lib/constructs/stack.ts:1 imports cdktn',
      'lib/google/stack.ts:1 imports cdktn',
      'lib/google/stack.ts:2 imports cdktf/lib/app',
    ],
    good: {
      'lib/terraform/engine.ts': "export { App } from 'cdktn';\n",
      'lib/google/stack.ts': "import { App } from '../terraform/engine';\n",
    },
  },
  {
    rule: 'bundled-code',
    bad: {
      'lib/google/adapter/http.ts':
        "import type { Names } from '../../constructs/names.js';\nimport { build } from 'esbuild';\n",
      'lib/google/clients/bucket.ts': "import { Bucket } from '../bucket.js';\n",
      'lib/runtime-node/http.ts': "import type { Construct } from 'constructs';\n",
    },
    faults: [
      'lib/google/adapter/http.ts:1 is bundled with functions and imports ../../constructs/names.js of synthesis',
      'lib/google/adapter/http.ts:2 is bundled with functions and imports esbuild of synthesis',
      'lib/google/clients/bucket.ts:1 is bundled with functions and imports ../bucket.js of synthesis',
      'lib/runtime-node/http.ts:1 is bundled with functions and imports constructs of synthesis',
    ],
    good: {
      'lib/google/adapter/http.ts':
        "import '../clients/bucket.js';\nimport '../../runtime/values.js';\nimport '@google-cloud/x';\n",
      'lib/google/function.ts': "import 'esbuild';\n",
    },
  },
  {
    rule: 'web-standards',
    bad: {
      'lib/runtime/values.ts': [
        "import { createHash } from 'node:crypto';",
        "import type { IncomingMessage } from 'http';",
        "import { gzip } from '../runtime-node/http.js';",
        "import { z } from 'zod';",
        'export const name = process.env.NAME;',
        'export const bytes = (value: Buffer) => ({ Buffer });',
      ].join('\n'),
      'lib/cloudflare/clients/bucket.ts':
        "import { createHash } from 'node:crypto';\nexport const name = process.env.NAME;\n",
    },
    faults: [
      'lib/cloudflare/clients/bucket.ts:1 imports node:crypto',
      'lib/cloudflare/clients/bucket.ts:2 uses process of Node.js',
      'lib/runtime/values.ts:1 imports node:crypto',
      'lib/runtime/values.ts:2 imports http',
      'lib/runtime/values.ts:3 imports ../runtime-node/http.js',
      'lib/runtime/values.ts:4 imports zod',
      'lib/runtime/values.ts:5 uses process of Node.js',
      'lib/runtime/values.ts:6 uses Buffer of Node.js',
      'lib/runtime/values.ts:6 uses Buffer of Node.js',
    ],
    good: {
      'lib/runtime/values.ts': "import { jwtVerify } from 'jose';\nexport const job = { process: 1 };\njob.process;\n",
      'lib/runtime-node/http.ts': "import { createHash } from 'node:crypto';\nprocess.exit;\n",
      'lib/cloudflare/clients/bucket.ts': "import '../../runtime-images/keys.js';\nimport { z } from 'zod';\n",
    },
  },
  {
    rule: 'import-cycles',
    bad: {
      'lib/constructs/a.ts': "import { b } from './b';\n",
      'lib/constructs/b.ts': "\nimport type { C } from './c';\n",
      'lib/constructs/c.ts': "export type C = import('./a').A;\n",
      'lib/constructs/user.ts': "import './a';\n",
    },
    faults: [
      'lib/constructs/a.ts:1 lib/constructs/a.ts → lib/constructs/b.ts → lib/constructs/c.ts → lib/constructs/a.ts',
    ],
    good: {
      'lib/constructs/a.ts': "import { b } from './b';\nimport type { C } from './c';\n",
      'lib/constructs/b.ts': "import type { C } from './c';\n",
      'lib/constructs/c.ts': "// import './a'\n",
    },
  },
  {
    rule: 'sizes',
    bad: {
      'lib/long.ts': `${lines(251)}\n`,
      'lib/functions.ts': `export function f() ${body(41)}const g = () => ${body(41)}`,
      'lib/class.ts': `class A {\n/** Doc. */\nconstructor() ${body(26)}\nget x() ${body(41)}}\n`,
      'scripts/tool.mjs': `export function f() ${body(41)}`,
    },
    faults: [
      'lib/class.ts:3 constructor of 26 lines, at most 25',
      'lib/class.ts:30 function of 41 lines, at most 40',
      'lib/functions.ts:1 function of 41 lines, at most 40',
      'lib/functions.ts:42 function of 41 lines, at most 40',
      'lib/long.ts:251 file of 251 lines, at most 250',
      'scripts/tool.mjs:1 function of 41 lines, at most 40',
    ],
    good: {
      'lib/long.ts': `${lines(250)}\n`,
      'lib/functions.ts': `export function f() ${body(40)}`,
      'lib/class.ts': `class A {\nconstructor() ${body(25)}\n${lines(30)}\n}\n`,
      'test/long.test.ts': lines(400),
    },
  },
  {
    rule: 'file-names',
    bad: { 'lib/utils.ts': '', 'lib/google/string-helpers.ts': '', 'lib/common/names.ts': '' },
    faults: [
      'lib/common/names.ts:1 name that says nothing',
      'lib/google/string-helpers.ts:1 name that says nothing',
      'lib/utils.ts:1 name that says nothing',
    ],
    good: { 'lib/google/commons.ts': '', 'lib/aws/helper-thread.ts': '' },
  },
  {
    rule: 'literal-defaults',
    bad: {
      'lib/google/queue.ts': [
        'const a = props.a ?? 300;',
        "settings.b ??= 'UTC';",
        'const { memory = 1024, on = true } = props;',
        "const c = props.c ?? (['*'] as string[]);",
        'const d = props.d ?? seconds(30);',
        'const e = props.e ?? -1;',
        'const f = props.f ?? false;',
        'const g = props.g ?? `x`;',
        'const h = props.h ?? { b: 1 };',
      ].join('\n'),
      'lib/terraform/engine.ts': "const root = props.root ?? '.';",
    },
    faults: [
      'lib/google/queue.ts:1 default written out: ?? 300',
      "lib/google/queue.ts:2 default written out: ?? 'UTC'",
      'lib/google/queue.ts:3 default written out: = 1024',
      'lib/google/queue.ts:3 default written out: = true',
      "lib/google/queue.ts:4 default written out: ?? (['*'] as string[])",
      'lib/google/queue.ts:5 default written out: ?? seconds(30)',
      'lib/google/queue.ts:6 default written out: ?? -1',
      'lib/google/queue.ts:7 default written out: ?? false',
      'lib/google/queue.ts:8 default written out: ?? `x`',
      'lib/google/queue.ts:9 default written out: ?? { b: 1 }',
      "lib/terraform/engine.ts:1 default written out: ?? '.'",
    ],
    good: {
      'lib/google/queue.ts': [
        'const a = props.a ?? googleDefaults.seconds.value;',
        "const b = [...(props.b ?? []), ...Object.keys(props.c ?? {}), props.d ?? '', props.e ?? 0, f ?? { needs: [] }];",
        'const { environment = {} } = props;',
        'const f = props.f ?? physicalName(id, 63);',
        "// props.g ?? 'UTC'",
      ].join('\n'),
      'lib/google/defaults.ts': 'export const memory = { value: given ?? 1024 };',
      'lib/google/adapter/http.ts': 'const seconds = options.timeoutSeconds ?? 60;',
    },
  },
  {
    rule: 'catalogue-pieces',
    bad: {
      'lib/catalogue.ts': CATALOGUE,
      'lib/index.ts': 'export type { QueueProps } from ".";\n',
      'lib/aws/index.ts': 'export { Queue } from "./queue";\n',
      'lib/aws/types.ts': '',
      'package.json': '{ "exports": { "./aws": {} } }\n',
      'docs/constructs.md': 'A `Queue` is described elsewhere.\n',
      'test/safety/apps.ts': 'new QueueWorker();\n',
    },
    faults: [
      'docs/constructs.md:1 lacks Queue',
      'lib/aws/index.ts:1 lacks Queue',
      'lib/aws/shipped.ts:1 is missing for aws',
      'lib/index.ts:1 lacks Queue',
      'package.json:1 lacks aws',
      'test/conformance/aws.test.ts:1 is missing for aws',
      'test/conformance/drivers/aws.ts:1 is missing for aws',
      'test/conformance/handlers/native/aws.ts:1 is missing for aws',
      'test/safety/apps.ts:1 lacks Queue',
    ],
    good: {
      'lib/catalogue.ts': CATALOGUE,
      'lib/index.ts': 'export type { PortableQueue, QueueProps } from ".";\n',
      'lib/aws/index.ts': 'export { Queue, type QueueProps } from "./queue";\n',
      'lib/aws/types.ts': '',
      'lib/aws/shipped.ts': '',
      'package.json': '{ "typesVersions": { "*": { "aws": [] } }, "exports": { "./aws": {} } }\n',
      'docs/constructs.md': '| `Queue` | [state.md](state.md) |\n',
      'test/safety/apps.ts': 'new Queue();\n',
      'test/conformance/aws.test.ts': '',
      'test/conformance/drivers/aws.ts': '',
      'test/conformance/handlers/native/aws.ts': '',
    },
  },
];

describe.each(SAMPLES)('$rule', ({ rule, bad, faults, good }) => {
  test('reports each fault of the bad sample, with file, line and remedy', () => {
    const all = findings(bad, rule);
    expect(all.map(({ file, line, fault }) => `${file}:${line} ${fault}`)).toEqual(faults);
    expect(all.filter(({ remedy }) => remedy.length < 20)).toEqual([]);
  });

  test('reports nothing in the good sample', () => {
    expect(findings(good, rule)).toEqual([]);
  });
});

test('each rule has samples', () => {
  expect(HOUSE_RULES.map(({ name }) => name).sort()).toEqual(SAMPLES.map(({ rule }) => rule).sort());
});

test('a body of many calls is measured by its lines', () => {
  const faults = findings({ 'lib/f.ts': `export function f() {\n${calls(39)}\n}\n` }, 'sizes').map(
    ({ fault }) => fault,
  );
  expect(faults).toEqual(['function of 41 lines, at most 40']);
});
