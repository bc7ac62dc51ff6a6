import type { Project } from '../project';
import type { Problem, Rule } from '../rule';

/** Part of the project that a construct or a provider needs. */
interface Piece {
  /** Path of the file. */
  readonly file: string;
  /** Text that the file has to contain; any when it is absent. */
  readonly text?: RegExp;
  /** Change that adds the part. */
  readonly remedy: string;
}

/** Every construct and provider of lib/catalogue.ts has the parts that the compiler does not ask for. */
export const cataloguePieces: Rule = {
  name: 'catalogue-pieces',
  check(project) {
    const catalogue = project.has('lib/catalogue.ts') ? project.text('lib/catalogue.ts') : '';
    const constructs = [...listed(catalogue, 'FUNCTION_CONSTRUCTS'), ...listed(catalogue, 'STATE_CONSTRUCTS')];
    const providers = [...membersOf(catalogue, 'PROVIDERS')];
    return [
      ...constructs.flatMap((name) => missing(project, name, piecesOfConstruct(name, providers))),
      ...providers.flatMap((name) => missing(project, name, piecesOfProvider(name))),
    ];
  },
};

function listed(text: string, name: string): readonly string[] {
  const [, list = ''] = new RegExp(`${name} = \\[([^\\]]*)\\]`).exec(text) ?? [];
  return [...list.matchAll(/'(\w+)'/g)].map(([, item = '']) => item);
}

function membersOf(text: string, name: string): readonly string[] {
  const [, members = ''] = new RegExp(`${name} = \\{(.*?)\\n\\}`, 's').exec(text) ?? [];
  return [...members.matchAll(/^ {2}(\w+):/gm)].map(([, member = '']) => member);
}

function piecesOfConstruct(name: string, providers: readonly string[]): readonly Piece[] {
  const types = [`${name}Props`, `Portable${name}`].map((type) => ({
    file: 'lib/index.ts',
    text: new RegExp(`\\b${type}\\b`),
    remedy: `export the type ${type}`,
  }));
  const exported = providers.map((provider) => ({
    file: `lib/${provider}/index.ts`,
    text: new RegExp(`\\b${name},\\s+type ${name}Props\\b`),
    remedy: `export ${name} and the type ${name}Props`,
  }));
  return [
    ...types,
    ...exported,
    {
      file: 'docs/constructs.md',
      text: new RegExp(`^\\|.*\`${name}\`.*\\]\\(\\S+\\.md\\) \\|$`, 'm'),
      remedy: `add ${name} to the table, with a link to its page`,
    },
    { file: 'test/safety/apps.ts', text: new RegExp(`\\b${name}\\b`), remedy: `add a ${name} to the apps` },
  ];
}

function piecesOfProvider(name: string): readonly Piece[] {
  const entry = new RegExp(`"\\./${name}": \\{`);
  return [
    {
      file: `lib/${name}/index.ts`,
      remedy: 'export a class for each construct, and the functions of lib/constructs/portable.ts',
    },
    { file: `lib/${name}/types.ts`, remedy: 'declare the types that replace those of ProviderTypes' },
    { file: `lib/${name}/shipped.ts`, remedy: 'list the adapters and clients of the provider' },
    { file: 'package.json', text: entry, remedy: `add ./${name} to exports` },
    { file: 'package.json', text: new RegExp(`"${name}": \\[`), remedy: `add ${name} to typesVersions` },
    { file: `test/conformance/drivers/${name}.ts`, remedy: 'run what was synthesized on the runtime of the provider' },
    { file: `test/conformance/${name}.test.ts`, remedy: 'run the suites by the driver of the provider' },
    { file: `test/conformance/handlers/native/${name}.ts`, remedy: 'write the native handler that the guards protect' },
    { file: `docs/guides/${name}.md`, remedy: 'write how to deploy, and what was not proven' },
  ].filter(({ file }) => file !== 'docs/guides/aws.md');
}

function missing(project: Project, name: string, pieces: readonly Piece[]): readonly Problem[] {
  return pieces
    .filter(({ file, text }) => !project.has(file) || (text !== undefined && !text.test(project.text(file))))
    .map(({ file, remedy }) => ({
      file,
      line: 1,
      fault: project.has(file) ? `lacks ${name}` : `is missing for ${name}`,
      remedy,
    }));
}
