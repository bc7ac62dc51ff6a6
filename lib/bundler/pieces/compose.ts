import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Message, Metafile } from 'esbuild';
import { portable } from '../portable-path';
import type { EntryPoint } from './analyse';
import type { PackageFiles, Toolchain } from './package-files';
import { stubPlugin } from './stub-plugin';

// As long as `require`, so that one can take the place of the other without moving source maps.
const CALL = '__twven';
const BANNER = `var ${CALL}=id=>require("./vendor.js").get(id);`;

/** Report of esbuild about the files that it wrote. */
export interface Composed {
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
}

/**
 * Writes `<outdir>/<out>.js` for each entry: the code of the app, which takes its packages from `vendor.js` beside it.
 * @param hasVendor whether the entries have packages
 */
export async function compose(
  { esbuild, options, project }: Toolchain,
  entries: readonly EntryPoint[],
  packages: PackageFiles,
  { outdir, hasVendor }: { readonly outdir: string; readonly hasVendor: boolean },
): Promise<Composed> {
  if (entries.length === 0) return { metafile: { inputs: {}, outputs: {} }, warnings: [] };
  // Behind the user's, which may be a directive.
  const js = [options.banner?.js, hasVendor ? BANNER : undefined].filter((text) => text !== undefined).join('\n');
  const { metafile, warnings } = await esbuild.build({
    ...options,
    banner: js === '' ? options.banner : { ...options.banner, js },
    metafile: true,
    entryPoints: [...entries],
    outdir,
    plugins: [stubPlugin(packages, { apart: false })],
  });
  for (const { out } of hasVendor ? entries : []) {
    const file = path.join(outdir, `${out}.js`);
    callVendor(file, packages);
    if (existsSync(`${file}.map`)) nameSources(`${file}.map`, project.root, packages);
  }
  return { metafile, warnings };
}

function callVendor(file: string, { byId }: PackageFiles): void {
  const code = readFileSync(file, 'utf8');
  const called = code.replace(/\brequire(\("(tw:[0-9a-f]{10})"\))/g, (call, rest: string, id: string) =>
    byId.has(id) ? CALL + rest : call,
  );
  writeFileSync(file, called);
}

/** Names package files in a source map where the stubs were. */
function nameSources(file: string, root: string, { byId }: PackageFiles): void {
  const map = readFileSync(file, 'utf8');
  const named = map.replace(/^ {2}"sources": .*$/m, (line) =>
    line.replace(/"(tw:[0-9a-f]{10})"/g, (text, id: string) => {
      const found = byId.get(id);
      return found ? JSON.stringify(portable(path.relative(path.dirname(file), path.join(root, found.file)))) : text;
    }),
  );
  writeFileSync(file, named);
}
