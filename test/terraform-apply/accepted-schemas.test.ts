import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { theBinary } from './binary/find';
import { attach } from './provider/attached';
import { allTypes, BINDINGS, type Binding } from './schema/bindings';
import { Terraform } from './terraform';

interface Known {
  readonly provider_schemas: Readonly<
    Record<string, { readonly resource_schemas: object; readonly data_source_schemas: object }>
  >;
}

test.each(BINDINGS)('Terraform accepts every schema of $name', async (binding) => {
  const types = { resource: allTypes(binding, 'resource'), data: allTypes(binding, 'data') };
  const [known] = Object.values((await askForSchemas(binding, types)).provider_schemas);
  expect(Object.keys(known!.resource_schemas).sort()).toEqual(types.resource.sort());
  expect(Object.keys(known!.data_source_schemas).sort()).toEqual(types.data.sort());
});

async function askForSchemas(binding: Binding, types: Parameters<typeof attach>[1]): Promise<Known> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-schemas-'));
  const attached = await attach([binding.name], types);
  try {
    const required_providers = { [binding.name]: { source: binding.address } };
    writeFileSync(path.join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers } }));
    const binary = theBinary();
    const terraform = new Terraform(binary, folder, attached.environment(binary.registry));
    await terraform.run('init', '-input=false');
    return JSON.parse((await terraform.run('providers', 'schema', '-json')).output) as Known;
  } finally {
    attached.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
