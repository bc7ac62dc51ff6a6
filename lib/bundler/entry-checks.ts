import { isBuiltin } from 'node:module';
import type { Message } from 'esbuild';
import { type BuildJob, entryName } from './build-job';
import { packageOf } from './build-messages';
import { type CodeBuild, generatedName } from './code-build';
import type { Failure } from './failures';

/**
 * Refuses an entry without the requested export. esbuild knows the exports of a module, through `export *` too, and
 * reports them in warnings about our generated entry; for CommonJS it does not know them, and reports nothing.
 */
export function checkExports(job: BuildJob, warnings: readonly Message[]): Failure[] {
  const generated = generatedName(job);
  const missing = warnings.filter(({ id, location }) => id === 'import-is-undefined' && location?.file === generated);
  const { handler } = job.request;
  // For a file without exports, it reports one name only: its default may be synthesized, like that of CommonJS.
  const hasNone = missing.some(({ text }) => text.endsWith('has no exports'));
  if (!hasNone && missing.length < (handler === undefined ? 2 : 1)) return [];
  const wanted = handler === undefined ? 'neither `handler` nor a default export' : `no export \`${handler}\``;
  const fix =
    handler === undefined
      ? 'export default an object with the handler, or export it as `handler`'
      : `export it, or set handler to a name that ${entryName(job)} exports`;
  return [{ jobs: [job], code: 'HANDLER_MISSING', rule: `has ${wanted}`, fix }];
}

/**
 * Refuses imports that can only fail at run time. Imports that esbuild itself omits from a bundle are in a `try`, so the code
 * handles their absence; a plain import does not.
 */
export function checkExternals(
  job: BuildJob,
  { metafile, folder }: CodeBuild,
  reachable: ReadonlySet<string>,
): Failure[] {
  const used = externalImports(job, { metafile, folder }).filter((name) => !isExpected(name, job));
  return used.flatMap((name) => {
    const importer = [...reachable].find((file) =>
      metafile.inputs[file]?.imports.some(
        (each) => each.external && each.path === name && each.kind === 'import-statement',
      ),
    );
    if (importer === undefined) return [];
    return [
      {
        jobs: [job],
        code: 'BUNDLE_EXTERNAL' as const,
        rule: `does not run: ${importer} imports ${JSON.stringify(name)}, which is neither bundled nor part of Node.js`,
        fix: `install it and import it by name, or set bundling: { external: ['${name}'] } if the runtime has it`,
      },
    ];
  });
}

/** Returns the listed native modules that the bundle imports. */
export function importedNatives(job: BuildJob, build: Pick<CodeBuild, 'metafile' | 'folder'>): string[] {
  const imported = new Set(externalImports(job, build).map(packageOf));
  return job.natives.filter((name) => imported.has(name));
}

function externalImports(
  { generated }: BuildJob,
  { metafile, folder }: Pick<CodeBuild, 'metafile' | 'folder'>,
): string[] {
  const outputs = Object.entries(metafile.outputs).filter(([name]) => name.startsWith(`${folder}/${generated.id}.`));
  const imports = outputs.flatMap(([, output]) => output.imports);
  return [...new Set(imports.filter(({ external }) => external).map((each) => each.path))];
}

function isExpected(name: string, { options }: BuildJob): boolean {
  if (isBuiltin(name)) return true;
  // esbuild rewrites paths, so they cannot be distinguished from the pattern; only the user can have configured them.
  if (/^\.{0,2}\//.test(name)) return true;
  return (options.external ?? []).some((pattern) => matches(pattern, name));
}

function matches(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return name === pattern || name.startsWith(`${pattern}/`);
  const [start = '', end = ''] = pattern.split('*');
  return name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}
