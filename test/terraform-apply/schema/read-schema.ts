import { asSet, getterType, primitiveType } from './cty';
import {
  type ClassSource,
  type GeneratedSource,
  type ReadableSource,
  readGeneratedSource,
  readSettable,
  type SettableSource,
} from './generated-source';
import type { Attribute, Block, CtyType, NestedBlock } from './types';

// `alias` distinguishes Terraform's configurations of a provider; the provider itself does not have it.
const META_ARGUMENTS = new Set(['alias']);

/**
 * Reads the schema of a resource, data source or provider from the folder of its binding.
 * @throws Error when the generated code has an unknown form
 */
export function readSchema(folder: string): Block {
  const reader = new SchemaReader(folder, readGeneratedSource(folder));
  return reader.read();
}

class SchemaReader {
  constructor(
    private readonly folder: string,
    private readonly source: GeneratedSource,
  ) {}

  read(): Block {
    const main = [...this.source.classes].find(([, { base }]) => /Terraform(Resource|DataSource|Provider)$/.test(base));
    const body = /synthesizeHclAttributes\(\) \{([\s\S]*?)\n {4}\}/.exec(main?.[1].body ?? '')?.[1];
    if (main === undefined || body === undefined) throw this.unknown('no class that Terraform knows');
    const settable = readSettable(body).filter(({ name }) => !META_ARGUMENTS.has(name));
    return this.block(settable, `${main[0]}Config`, main[1]);
  }

  private block(settable: readonly SettableSource[], interfaceName: string, reads: ClassSource | undefined): Block {
    const demanded = this.source.demanded.get(interfaceName.toLowerCase()) ?? new Set();
    const blocks = settable.filter(({ isBlock }) => isBlock);
    const set = settable.filter(({ isBlock }) => !isBlock);
    const taken = new Set(settable.map(({ name }) => name));
    const exported = (reads?.readable ?? []).filter(({ name }) => !taken.has(name));
    return {
      attributes: [
        ...set.map((attribute) => this.settable(attribute, demanded.has(attribute.property))),
        ...exported.map((attribute) => this.exported(attribute)),
      ],
      blocks: blocks.map((nested) => this.nested(nested, demanded.has(nested.property))),
    };
  }

  private settable({ name, storage, collection }: SettableSource, required: boolean): Attribute {
    const type = primitiveType(storage);
    if (type === undefined) throw this.unknown(`${name} of ${storage}`);
    return { name, type: asSet(type, collection === 'set'), presence: required ? 'required' : 'optional' };
  }

  private exported({ name, reader, wrapsSet }: ReadableSource): Attribute {
    return { name, type: asSet(this.readType(reader), wrapsSet), presence: 'exported' };
  }

  private nested({ name, storage, collection, many }: SettableSource, required: boolean): NestedBlock {
    const struct = storage.replace(/(List|Map)$/, '');
    const known = this.source.structs.has(storage.toLowerCase()) ? storage : struct;
    const settable = this.source.structs.get(known.toLowerCase());
    if (settable === undefined) throw this.unknown(`block ${name} of ${storage}`);
    const nesting = collection === 'struct' ? 'SINGLE' : (collection.toUpperCase() as 'LIST' | 'SET' | 'MAP');
    const block = this.block(settable, known, this.source.classes.get(`${known}OutputReference`));
    return { name, nesting, required, many, block };
  }

  private readType(reader: string): CtyType {
    const simple = getterType(reader);
    if (simple !== undefined) return simple;
    const found = this.source.classes.get(reader);
    if (found === undefined) throw this.unknown(`reader ${reader}`);
    if (/^cdkt[fn]\.MapList$/.test(found.base)) return ['list', ['map', 'string']];
    if (/Complex(List|Map)$/.test(found.base)) {
      const element = this.readType(reader.replace(/(List|Map)$/, 'OutputReference'));
      return [found.base.endsWith('List') ? 'list' : 'map', element];
    }
    const object: CtyType = ['object', Object.fromEntries(found.readable.map((each) => this.member(each)))];
    return found.firstOfList ? ['list', object] : object;
  }

  private member({ name, reader, wrapsSet }: ReadableSource): [string, CtyType] {
    return [name, asSet(this.readType(reader), wrapsSet)];
  }

  private unknown(what: string): Error {
    return new Error(`${this.folder}: ${what} is not known`);
  }
}
