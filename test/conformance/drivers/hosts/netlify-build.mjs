// Builds the functions of a folder as Netlify does, and prints their properties.
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [library, projectRoot, functions, archiveFormat = 'none'] = process.argv.slice(2);
const { zipFunctions } = await import(pathToFileURL(library));
const built = `${projectRoot}/built-${archiveFormat}`;
mkdirSync(built);
const found = await zipFunctions([functions], built, {
  archiveFormat,
  basePath: projectRoot,
  config: { '*': { includedFilesBasePath: projectRoot } },
});
const facts = found.map(
  ({ name, path, routes, excludedRoutes, schedule, runtimeVersion, runtimeAPIVersion, config, invocationMode }) => {
    return { name, path, routes, excludedRoutes, schedule, runtimeVersion, runtimeAPIVersion, config, invocationMode };
  },
);
process.stdout.write(JSON.stringify(facts));
