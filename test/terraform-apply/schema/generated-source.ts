import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Code that a binding writes for one property. */
export interface SettableSource {
  readonly name: string;
  /** Property of the interface that it is written from. */
  readonly property: string;
  readonly isBlock: boolean;
  readonly collection: 'simple' | 'struct' | 'list' | 'set' | 'map';
  /** Primitive such as `stringList`, or class of a nested block. */
  readonly storage: string;
  /** `true` if the binding writes a whole list, rather than one block. */
  readonly many: boolean;
}

/** Code with which a binding reads one attribute. */
export interface ReadableSource {
  readonly name: string;
  /** Kind of a getter, such as `StringList`, or class of an object. */
  readonly reader: string;
  readonly wrapsSet: boolean;
}

export interface ClassSource {
  readonly base: string;
  readonly readable: readonly ReadableSource[];
  /** `true` if it returns the first of a list, as blocks of at most one do. */
  readonly firstOfList: boolean;
  readonly body: string;
}

/** Generated code of one resource, data source or provider, by the names in it. */
export interface GeneratedSource {
  readonly code: string;
  readonly classes: ReadonlyMap<string, ClassSource>;
  /** Properties of each nested block, by the name of its writer in lower case. */
  readonly structs: ReadonlyMap<string, readonly SettableSource[]>;
  /** Required properties of each interface, by its name in lower case. */
  readonly demanded: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads a folder of a binding package, such as `@cdktf/provider-google/lib/storage-bucket`. */
export function readGeneratedSource(folder: string): GeneratedSource {
  const code = readAll(folder, '.js');
  const types = readAll(folder, '.d.ts');
  return { code, classes: readClasses(code), structs: readStructs(code), demanded: readDemanded(types) };
}

/** Reads the properties from the body of a function that writes them as HCL. */
export function readSettable(body: string): SettableSource[] {
  const entries = body.matchAll(
    /^\s+(\w+): \{\s+value: ([^\n]+?),\s+isBlock: (true|false),\s+type: "(\w+)",\s+storageClassType: "(\w+)"/gm,
  );
  return [...entries].map(([, name, value, isBlock, collection, storage]) => ({
    name: name!,
    property: /(?:this\._|struct\.)(\w+)/.exec(value!)?.[1] ?? name!,
    isBlock: isBlock === 'true',
    collection: collection as SettableSource['collection'],
    storage: storage!,
    many: /^cdkt[fn]\.listMapperHcl\(/.test(value!),
  }));
}

// Resources of many structs have them in separate files.
function readAll(folder: string, extension: string): string {
  const structs = path.join(folder, 'index-structs');
  const parts = existsSync(structs) ? readdirSync(structs).map((file) => path.join(structs, file)) : [];
  return [path.join(folder, `index${extension}`), ...parts]
    .filter((file) => file.endsWith(extension))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

function readClasses(code: string): Map<string, ClassSource> {
  const classes = code.matchAll(/^class (\w+) extends ([\w.]+) \{\n([\s\S]*?)\n\}/gm);
  return new Map(
    [...classes].map(([, name, base, body]) => [
      name!,
      { base: base!, readable: readReadable(body!), firstOfList: body!.includes('false, 0);'), body: body! },
    ]),
  );
}

function readReadable(body: string): ReadableSource[] {
  const getters = body.matchAll(/return ([^\n]*)this\.get(\w+)Attribute\('(\w+)'\)/g);
  const objects = body.matchAll(/ = new ([\w.]+)\(this, "(\w+)"(?:, (true|false))?\)/g);
  return [
    ...[...getters].map(([, around, reader, name]) => ({
      name: name!,
      reader: reader!,
      wrapsSet: around!.includes('tolist('),
    })),
    ...[...objects].map(([, reader, name, wrapsSet]) => ({
      name: name!,
      // Only the name, whether the class is in the same file, another or the engine itself.
      reader: reader!.replace(/^\w+\./, ''),
      wrapsSet: wrapsSet === 'true',
    })),
  ];
}

function readStructs(code: string): Map<string, SettableSource[]> {
  const writers = code.matchAll(/function (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)\n\}/g);
  return new Map([...writers].map(([, name, body]) => [name!.toLowerCase(), readSettable(body!)]));
}

function readDemanded(types: string): Map<string, Set<string>> {
  const interfaces = types.matchAll(/export interface (\w+)[^{]*\{([\s\S]*?)\n\}/g);
  return new Map(
    [...interfaces].map(([, name, body]) => {
      const demanded = [...body!.matchAll(/^ {4}readonly (\w+):/gm)].map(([, property]) => property!);
      return [name!.toLowerCase(), new Set(demanded)];
    }),
  );
}
