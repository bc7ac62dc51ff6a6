import { isBuiltin } from 'node:module';
import type { Message } from 'esbuild';
import { type BuildJob, entryName } from './build-job';
import { packageOf } from './build-messages';
import { type CodeBuild, generatedName } from './code-build';
import type { Failure } from './failures';

/**
 * Refuses an entry without the export that is asked for. esbuild knows what a module exports, through `export *` too,
 * and says so in warnings about our generated entry; of CommonJS it does not know, and says nothing.
 */
export function checkExports(job: BuildJob, warnings: readonly Message[]): Failure[] {
  const generated = generatedName(job);
  const missing = warnings.filter(({ id, location }) => id === 'import-is-undefined' && location?.file === generated);
  const { handler } = job.request;
  // Of a file without any export it says so of one name only: its default might be made up, as that of CommonJS is.
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
 * Refuses imports that can only fail at run time. What esbuild leaves out of a bundle by itself stands in a `try`, and
 * copes with absence; a plain import does not.
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

/** The native modules, among those listed, that the bundle really imports. */
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
  // Paths are rewritten by esbuild, so that they cannot be told from the pattern; only the user can have asked for them.
  if (/^\.{0,2}\//.test(name)) return true;
  return (options.external ?? []).some((pattern) => matches(pattern, name));
}

function matches(pattern: string, name: string): boolean {
  if (!pattern.includes('*')) return name === pattern || name.startsWith(`${pattern}/`);
  const [start = '', end = ''] = pattern.split('*');
  return name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end);
}
