import { type Import, importsOf } from '../imports';
import { libraryFiles, packageOf, providersOf, roomOf } from '../rooms';
import type { Problem, Rule } from '../rule';

/** Rooms that may import providers, each with its reason. */
const READERS: Readonly<Record<string, readonly string[] | 'all'>> = {
  // Compares providers with each other.
  cli: 'all',
  // Calls the adapters of AWS as Lambda does; users import it beside aws-cdk-lib.
  testing: ['aws', 'local'],
  // Has the semantics of the provider that an app is declared for.
  local: ['aws', 'google', 'netlify', 'vercel'],
};

/** Packages of one provider, by the start of their names. */
const PACKAGES: readonly [start: string, provider: string][] = [
  ['aws-cdk-lib', 'aws'],
  ['@aws-cdk/', 'aws'],
  ['@aws-sdk/', 'aws'],
  ['@aws-lambda-powertools/', 'aws'],
  ['aws-lambda', 'aws'],
  ['google-auth-library', 'google'],
  ['@google-cloud/', 'google'],
  ['@cdktf/provider-google', 'google'],
  ['@azure/', 'azure'],
  ['@cdktn/provider-azurerm', 'azure'],
  ['@cdktf/provider-cloudflare', 'cloudflare'],
  ['@cloudflare/', 'cloudflare'],
  ['cloudflare:', 'cloudflare'],
  ['@vercel/', 'vercel'],
  ['@netlify/', 'netlify'],
];

/** Providers import neither each other nor each other's packages, and shared rooms import no provider. Types count. */
export const providerImports: Rule = {
  name: 'provider-imports',
  check(project) {
    const providers = providersOf(project);
    return libraryFiles(project).flatMap((file) =>
      importsOf(project, file).flatMap((imported) => {
        const provider = providerOf(imported, providers);
        return provider === undefined || mayImport(roomOf(file), provider) ? [] : [problem(file, imported, provider)];
      }),
    );
  },
};

function providerOf({ specifier, target }: Import, providers: ReadonlySet<string>): string | undefined {
  if (target !== undefined) return providers.has(roomOf(target)) ? roomOf(target) : undefined;
  const unknown = /^@(?:cdktf|cdktn)\/provider-(.+)$/.exec(packageOf(specifier))?.[1];
  return PACKAGES.find(([start]) => specifier.startsWith(start))?.[1] ?? unknown;
}

function mayImport(room: string, provider: string): boolean {
  const readable = READERS[room];
  return room === provider || readable === 'all' || readable?.includes(provider) === true;
}

function problem(file: string, { specifier, line }: Import, provider: string): Problem {
  return {
    file,
    line,
    fault: `imports ${specifier}, which belongs to ${provider}`,
    remedy:
      'move the shared code into a room without a provider, such as lib/constructs, lib/terraform or lib/build-output',
  };
}
