import { awsDefaults } from '../lib/aws/defaults';
import { azureDefaults } from '../lib/azure/defaults';
import { type DefaultRow, defaults, formatDefault, imageDefaults } from '../lib/defaults';
import { googleDefaults } from '../lib/google/defaults';
import { type PropDoc, readPropDocs } from '../scripts/prop-docs';

type Rows = Readonly<Record<string, DefaultRow>>;

const docs = readPropDocs();
const tables = defaults as Readonly<Record<string, Rows>>;

/** Interfaces that constructs extend; their props are compared where a construct takes them over. */
const BASES = ['FunctionSettings', 'EntryFunctionSettings'];

/** Arguments of functions that make a value, not props of a construct: their defaults are in those functions. */
const ARGUMENTS = ['JwtOptions', 'AuthorizerOptions', 'WriteOnlyOptions'];

describe('the table of defaults', () => {
  test.each(Object.keys(tables))('agrees with each @default tag of %s', (name) => {
    const tags = tagsOf(docs.get(`${name}Props`) ?? docs.get(name) ?? []);
    const rows = Object.entries(tables[name]!).map(([prop, row]) => [prop, formatDefault(row)]);
    expect(tags).toStrictEqual(Object.fromEntries(rows));
  });

  test('has a row for each interface with a @default tag', () => {
    const tagged = [...docs].filter(([, props]) => props.some((prop) => prop.default !== undefined));
    const names = tagged.map(([name]) => name).filter((name) => !BASES.includes(name) && !ARGUMENTS.includes(name));
    const unknown = names.filter((name) => !(name in tables) && !(name.replace(/Props$/, '') in tables));
    expect(unknown).toEqual([]);
  });

  test('notices a tag that differs, and a tag that is missing', () => {
    const memory = (text?: string) => tagsOf([{ name: 'memory', optional: true, text: 'Memory.', default: text }]);
    expect(memory('1024')).toEqual({ memory: formatDefault(defaults.ApiFunction.memory) });
    expect(memory('512')).not.toEqual({ memory: formatDefault(defaults.ApiFunction.memory) });
    expect(memory(undefined)).not.toEqual({ memory: formatDefault(defaults.ApiFunction.memory) });
  });

  test.each(Object.entries({ ...tables, imageDefaults, awsDefaults, googleDefaults, azureDefaults }))(
    'gives a reason for each row of %s',
    (_name, rows) => {
      for (const [prop, { why }] of Object.entries(rows as Rows)) expect([prop, why]).toEqual([prop, sentence]);
    },
  );

  test('writes values as code', () => {
    expect(formatDefault(defaults.ApiFunction.timeout)).toBe('seconds(10)');
    expect(formatDefault(defaults.ApiFunction.throttle)).toBe('{ rate: 100, burst: 200 }');
    expect(formatDefault(defaults.Cors.headers)).toBe("['authorization', 'content-type']");
    expect(formatDefault(defaults.ApiFunction.overrides)).toBe('{}');
    expect(formatDefault(defaults.ApiFunction.cors)).toBe('- none');
  });
});

const sentence = expect.stringMatching(/^[A-Z0-9][\s\S]{10,}\.$/);

function tagsOf(props: readonly PropDoc[]): Record<string, string | undefined> {
  return Object.fromEntries(props.filter((prop) => prop.optional).map((prop) => [prop.name, prop.default]));
}
