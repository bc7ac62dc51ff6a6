import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  allTypes,
  BINDINGS,
  bindingFolder,
  type Mode,
  providerSchema,
  typeFolder,
  typeSchema,
} from './schema/bindings';
import { type GeneratedSource, readGeneratedSource, readSettable } from './schema/generated-source';

const MODES: readonly Mode[] = ['resource', 'data'];
const CONFIGURED_BY = { google: 'project', azurerm: 'subscription_id', cloudflare: 'api_token' } as const;

describe.each(BINDINGS)('the binding of $name', (binding) => {
  test('yields the schema of the provider', () => {
    const { attributes } = providerSchema(binding);
    expect(attributes).toContainEqual({ name: CONFIGURED_BY[binding.name], type: 'string', presence: 'optional' });
  });

  test.each(MODES)('yields a schema for every class of a %s', (mode) => {
    const modules = exportedModules(bindingFolder(binding)).filter((name) => isOf(mode, name));
    const types = allTypes(binding, mode);
    expect(types).toHaveLength(modules.length);
    for (const type of types) {
      const { attributes, blocks } = typeSchema(binding, mode, type)!;
      expect([type, attributes.length + blocks.length > 0]).toEqual([type, true]);
    }
    console.log(`${binding.name}: schemas of ${types.length} ${mode === 'data' ? 'data sources' : 'resources'}`);
  });

  test.each(MODES)('is read without omitting any part of a %s', (mode) => {
    const folders = allTypes(binding, mode).map((type) => [type, typeFolder(binding, mode, type)] as const);
    expect(folders.flatMap(([type, folder]) => leftOut(type, readGeneratedSource(folder)))).toEqual([]);
  });
});

/** Returns the modules that a package exports, from its own list of them. */
function exportedModules(folder: string): string[] {
  const index = readFileSync(path.join(folder, 'lazy-index.js'), 'utf8');
  const modules = [...index.matchAll(/require\('\.\/([^']+)'\)/g)].map(([, name]) => name!);
  return modules.filter((name) => name !== 'provider');
}

function isOf(mode: Mode, module: string): boolean {
  return /^data-(google|azurerm|cloudflare)-/.test(module) === (mode === 'data');
}

/** Returns parts of the generated code that were not recognized. */
function leftOut(type: string, { classes, structs, code }: GeneratedSource): string[] {
  const settable =
    [...structs.values()].flat().length + [...classes.values()].flatMap(({ body }) => readSettable(body)).length;
  const written = [...code.matchAll(/storageClassType: /g)].length;
  const noted = [...classes].flatMap(([name, { body, readable }]) => {
    const read = new Set(readable.map((each) => each.name));
    const exported = [...body.matchAll(/\/\/ (\w+) - computed: true, optional: false/g)].map(
      ([, attribute]) => attribute!,
    );
    return exported.filter((attribute) => !read.has(attribute)).map((attribute) => `${type}: ${attribute} of ${name}`);
  });
  const named = [...classes.values()].some(({ body }) => body.includes(`terraformResourceType: '${type}'`));
  return [
    ...noted,
    ...(settable === written ? [] : [`${type}: ${settable} of ${written} that can be set`]),
    ...(named ? [] : [`${type} is not the name of the type`]),
  ];
}
