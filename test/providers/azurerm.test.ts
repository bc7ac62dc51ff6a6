import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { findApps, synthesize } from '../terraform-apply/apps';
import { theBinary } from '../terraform-apply/binary/find';
import { type Diagnostic, errorsOf, eventsOf, Terraform } from '../terraform-apply/terraform';
import { DIFFERENCES, type StackJson, translated } from './differences';
import { azurermFolder, useProvider } from './real-provider';

let work: string;
let environment: NodeJS.ProcessEnv;
beforeAll(() => {
  work = mkdtempSync(path.join(tmpdir(), 'tradewind-providers-'));
  environment = useProvider(azurermFolder(), work);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.each(findApps().filter((app) => app.endsWith('/azure.ts')))('%s', (app) => {
  let stacks: string[];

  beforeAll(() => {
    const outdir = mkdtempSync(path.join(work, 'app-'));
    synthesize(app, 'installed', outdir);
    stacks = readdirSync(path.join(outdir, 'stacks')).map((name) => path.join(outdir, 'stacks', name));
  });

  test('is refused by the later version for what it calls otherwise, and for nothing else', async () => {
    const known = DIFFERENCES.flatMap(({ type, attributes }) => attributes.map((attribute) => `${type} ${attribute}`));
    for (const stack of stacks) {
      const refused = (await validate(withoutBackend(stack, (json) => json))).filter((line) => !isKnown(line, known));
      expect(refused).toEqual([]);
    }
  });

  test('is valid for the later version, once that is translated', async () => {
    for (const stack of stacks) expect(await validate(withoutBackend(stack, translated))).toEqual([]);
  });

  test('is planned until the provider asks for an account', async () => {
    for (const stack of stacks) {
      const errors = await plan(withoutBackend(stack, translated));
      expect(errors).not.toEqual([]);
      expect(errors.filter((error) => !/unable to build authorizer/.test(error))).toEqual([]);
    }
  });
});

/** Copies a stack without its backend, which would have to be initialized, and changes it. */
function withoutBackend(stack: string, change: (json: StackJson) => StackJson): string {
  const folder = mkdtempSync(path.join(work, 'stack-'));
  cpSync(stack, folder, { recursive: true });
  const file = path.join(folder, 'cdk.tf.json');
  const json = change(JSON.parse(readFileSync(file, 'utf8')) as StackJson);
  delete json.terraform.backend;
  writeFileSync(file, JSON.stringify(json));
  return folder;
}

async function validate(folder: string): Promise<string[]> {
  const { output } = await terraform(folder).run('validate', '-json');
  const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
  return errorsOf(diagnostics);
}

async function plan(folder: string): Promise<string[]> {
  const ended = await terraform(folder).run('plan', '-json', '-input=false', '-refresh=false', '-lock=false');
  return errorsOf(eventsOf(ended).map(({ diagnostic }) => diagnostic));
}

function terraform(folder: string): Terraform {
  // No account of whoever runs this.
  const own = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(ARM|AZURE)_/.test(name))
      .map((name) => [name, undefined]),
  );
  return new Terraform(theBinary(), folder, { ...own, ARM_USE_CLI: 'false', ...environment });
}

/** Recognizes errors about renamed attributes. */
function isKnown(error: string, known: readonly string[]): boolean {
  return (
    known.some((each) => each.split(' ').every((word) => error.includes(word))) ||
    /storage_container_id.+required/.test(error)
  );
}
