import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { ROOT } from './program';

/** A piece of TypeScript in a page, as if it were a file beside the page. */
export interface Sample {
  readonly name: string;
  readonly text: string;
}

/** The TypeScript fences of a page. */
export function samplesIn(page: string): Sample[] {
  const fences = [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)];
  return fences.map(([, text], index) => ({ name: `${page.replace(/\.md$/, '')}-${index + 1}.ts`, text: text! }));
}

/** What a sample may use without saying where it comes from. */
const KNOWN: Readonly<Record<string, string>> = {
  App: "import { App } from 'aws-cdk-lib';",
  Stack: "import { Stack } from 'aws-cdk-lib';",
  ApiFunction: "import { ApiFunction } from 'tradewind/aws';",
  ScheduledJob: "import { ScheduledJob } from 'tradewind/aws';",
  ImagePipeline: "import { ImagePipeline } from 'tradewind/aws';",
  Bucket: "import { Bucket } from 'tradewind/aws';",
  ChangeProcessor: "import { ChangeProcessor } from 'tradewind/aws';",
  FileProcessor: "import { FileProcessor } from 'tradewind/aws';",
  Queue: "import { Queue } from 'tradewind/aws';",
  QueueWorker: "import { QueueWorker } from 'tradewind/aws';",
  readOnly: "import { readOnly } from 'tradewind/aws';",
  Secret: "import { Secret } from 'tradewind/aws';",
  Table: "import { Table } from 'tradewind/aws';",
  alarmsTo: "import { alarmsTo } from 'tradewind/aws';",
  jwt: "import { jwt } from 'tradewind/aws';",
  authorizer: "import { authorizer } from 'tradewind/aws';",
  seconds: "import { seconds } from 'tradewind';",
  minutes: "import { minutes } from 'tradewind';",
  Handler: "import type { Handler } from 'tradewind/runtime';",
  app: "declare const app: import('aws-cdk-lib').App;",
  stack: "declare const stack: import('aws-cdk-lib').Stack;",
  topic: "declare const topic: import('aws-cdk-lib/aws-sns').Topic;",
  table: "declare const table: import('aws-cdk-lib/aws-dynamodb').Table;",
  orders: "declare const orders: import('tradewind/aws').ApiFunction;",
  job: "declare const job: import('tradewind/aws').ScheduledJob;",
  photos: "declare const photos: import('tradewind/aws').ImagePipeline;",
};

/** The same text, with a line in front for each known name that it uses and does not declare. */
function completed(text: string): string {
  const source = ts.createSourceFile('sample.ts', text, ts.ScriptTarget.ES2022, true);
  const [used, declared] = [new Set<string>(), new Set<string>()];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) (isDeclared(node) ? declared : used).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = Object.entries(KNOWN).filter(([name]) => used.has(name) && !declared.has(name));
  return [...lines.map(([, line]) => line), text, 'export {};\n'].join('\n');
}

function isDeclared(name: ts.Identifier): boolean {
  const { parent } = name;
  const declares = ts.isVariableDeclaration(parent) || ts.isImportSpecifier(parent) || ts.isNamespaceImport(parent);
  return (declares || ts.isClassDeclaration(parent) || ts.isParameter(parent)) && parent.name === name;
}

/** What the compiler says against the samples. */
export function problemsOf(samples: readonly Sample[]): string[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['lib/index.ts'] }, ts.sys, ROOT);
  const texts = new Map(samples.map(({ name, text }) => [path.join(ROOT, name.replaceAll('/', '-')), completed(text)]));
  const host = ts.createCompilerHost(options);
  const [fileExists, readFile] = [host.fileExists, host.readFile];
  host.fileExists = (file) => texts.has(path.normalize(file)) || fileExists(file);
  host.readFile = (file) => texts.get(path.normalize(file)) ?? readFile(file);
  const strictButUnused = { ...options, noUnusedLocals: false, noUnusedParameters: false };
  const program = ts.createProgram([...texts.keys()], strictButUnused, host);
  return [...texts.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(
      ({ messageText }) => `${path.relative(ROOT, file)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}
