import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { CONSTRUCTS, PROVIDER_NAMES } from '../lib/catalogue';
import type { ProviderName } from '../lib/runtime/types';
import { ROOT } from './program';

/** Code sample of a page, as if it were a file in a folder of the page. */
export interface Sample {
  /** Path from the project's folder: `docs-state/stack.ts`. */
  readonly name: string;
  readonly text: string;
  /** Provider whose names the sample may use without importing them. */
  readonly provider: ProviderName;
}

const FENCE = /^( *)```(ts|js)\n([\s\S]*?)^ *```$/gm;

/**
 * Reads the TypeScript and JavaScript fences of a page. A first line such as `// shop.ts` names the file, so that
 * another sample of the page can import it.
 */
export function samplesIn(page: string): Sample[] {
  const folder = page.replace(/\.md$/, '').replaceAll(/[\\/]/g, '-');
  const guide = /^docs\/guides\/(\w+)\.md$/.exec(page)?.[1];
  const provider = PROVIDER_NAMES.find((name) => name === guide) ?? 'aws';
  const taken = new Set<string>();
  return [...readFileSync(path.join(ROOT, page), 'utf8').matchAll(FENCE)].map(([, indent, language, text], index) => {
    const body = text!.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const named = /^\/\/ (\S+\.ts)$/m.exec(body.split('\n', 1)[0]!)?.[1];
    const file = named !== undefined && !taken.has(named) ? named : `sample-${index + 1}.${language}`;
    taken.add(file);
    return { name: `${folder}/${file}`, text: body, provider };
  });
}

/** Exports of a provider's entry that samples use most. */
const ENTRY_NAMES = [
  ...CONSTRUCTS,
  ...['readOnly', 'writeOnly', 'alarmsTo', 'jwt', 'authorizer', 'seconds', 'minutes', 'hours', 'days'],
];

/** Scope of constructs that a sample calls `stack` or `app`, by provider. */
const SCOPES: Readonly<Record<ProviderName, Readonly<Record<string, string>>>> = {
  aws: {
    app: "declare const app: import('aws-cdk-lib').App;",
    stack: "declare const stack: import('aws-cdk-lib').Stack;",
  },
  google: { stack: "declare const stack: import('tradewind/google').GoogleStack;" },
  azure: { stack: "declare const stack: import('tradewind/azure').AzureStack;" },
  cloudflare: { stack: "declare const stack: import('tradewind/cloudflare').CloudflareStack;" },
  vercel: { app: "declare const app: import('tradewind/vercel').VercelApp;" },
  netlify: { site: "declare const site: import('tradewind/netlify').NetlifySite;" },
};

/** Names that a sample of AWS may use without declaring them. */
const AWS_NAMES: Readonly<Record<string, string>> = {
  App: "import { App } from 'aws-cdk-lib';",
  Stack: "import { Stack } from 'aws-cdk-lib';",
  topic: "declare const topic: import('aws-cdk-lib/aws-sns').Topic;",
  table: "declare const table: import('aws-cdk-lib/aws-dynamodb').Table;",
  orders: "declare const orders: import('tradewind/aws').ApiFunction;",
  job: "declare const job: import('tradewind/aws').ScheduledJob;",
  photos: "declare const photos: import('tradewind/aws').ImagePipeline;",
};

function knownNames(provider: ProviderName): Readonly<Record<string, string>> {
  const imported = ENTRY_NAMES.map((name) => [name, `import { ${name} } from 'tradewind/${provider}';`]);
  return {
    ...Object.fromEntries(imported),
    Handler: "import type { Handler } from 'tradewind/runtime';",
    ...SCOPES[provider],
    ...(provider === 'aws' ? AWS_NAMES : {}),
  };
}

/** Adds a line in front for each known name that a sample uses and does not declare. */
function completed({ text, provider }: Sample): string {
  const source = ts.createSourceFile('sample.ts', text, ts.ScriptTarget.ES2022, true);
  const [used, declared] = [new Set<string>(), new Set<string>()];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) (isDeclared(node) ? declared : used).add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = Object.entries(knownNames(provider)).filter(([name]) => used.has(name) && !declared.has(name));
  return [...lines.map(([, line]) => line), text, 'export {};\n'].join('\n');
}

function isDeclared(name: ts.Identifier): boolean {
  const { parent } = name;
  const declares = ts.isVariableDeclaration(parent) || ts.isImportSpecifier(parent) || ts.isNamespaceImport(parent);
  return (
    (declares ||
      ts.isClassDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isParameter(parent)) &&
    parent.name === name
  );
}

/** Returns the compiler's errors in the samples. */
export function problemsOf(samples: readonly Sample[]): string[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['lib/index.ts'] }, ts.sys, ROOT);
  const texts = new Map(samples.map((sample) => [path.join(ROOT, sample.name), completed(sample)]));
  const host = ts.createCompilerHost(options);
  const [fileExists, readFile] = [host.fileExists, host.readFile];
  host.fileExists = (file) => texts.has(path.normalize(file)) || fileExists(file);
  host.readFile = (file) => texts.get(path.normalize(file)) ?? readFile(file);
  host.directoryExists = (folder) =>
    [...texts.keys()].some((file) => file.startsWith(folder)) || ts.sys.directoryExists(folder);
  const strictButUnused = { ...options, allowJs: true, noUnusedLocals: false, noUnusedParameters: false };
  const program = ts.createProgram([...texts.keys()], strictButUnused, host);
  return [...texts.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(
      ({ messageText }) => `${path.relative(ROOT, file)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  });
}
