import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** The framework by which Google runs functions. */
const FRAMEWORK = { '@google-cloud/functions-framework': '^5.0.0' };

/**
 * The `package.json` of a function whose bundle is in `directory`. Google installs what it names, and nothing else: so it
 * names packages with native code, which are beside the bundle, in the versions that they have there.
 * @see https://cloud.google.com/functions/docs/writing/specifying-dependencies-nodejs
 */
export function packageJson(directory: string): string {
  const dependencies = { ...FRAMEWORK, ...installed(path.join(directory, 'node_modules')) };
  return `${JSON.stringify({ name: 'function', private: true, main: 'index.js', dependencies })}\n`;
}

function installed(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(folder, name)).map((part) => `${name}/${part}`) : [name],
  );
  const withVersion = names.sort().flatMap((name) => {
    const manifest = path.join(folder, name, 'package.json');
    return existsSync(manifest) ? [[name, JSON.parse(readFileSync(manifest, 'utf8')).version as string] as const] : [];
  });
  return Object.fromEntries(withVersion);
}
