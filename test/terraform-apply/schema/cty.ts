import type { CtyType } from './types';

const ELEMENTS: Readonly<Record<string, CtyType>> = { string: 'string', number: 'number', boolean: 'bool' };

/** Type for a binding's name such as `stringList`, `numberMap` or `stringListMap`; undefined for other names. */
export function primitiveType(name: string): CtyType | undefined {
  if (name === 'any') return 'dynamic';
  if (name === 'anyMap') return ['map', 'string'];
  if (name.endsWith('List')) return collection('list', name.slice(0, -'List'.length));
  if (name.endsWith('Map')) return collection('map', name.slice(0, -'Map'.length));
  return ELEMENTS[name];
}

/** Type that the getter `get<name>Attribute` reads, or that the class `cdktf.<name>` wraps. */
export function getterType(name: string): CtyType | undefined {
  if (name === 'List') return ['list', 'string'];
  return primitiveType(`${name.charAt(0).toLowerCase()}${name.slice(1)}`);
}

/** Same elements as a set, where the binding declares one. */
export function asSet(type: CtyType, isSet: boolean): CtyType {
  return isSet && Array.isArray(type) && type[0] === 'list' ? ['set', type[1] as CtyType] : type;
}

function collection(kind: 'list' | 'map', element: string): CtyType | undefined {
  const type = primitiveType(element);
  return type === undefined ? undefined : [kind, type];
}
