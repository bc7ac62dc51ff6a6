/** A type of Terraform's type system, in the form in which it goes over the wire as JSON. */
export type CtyType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', CtyType]
  | readonly ['object', Readonly<Record<string, CtyType>>];

/** One attribute. What may be left out may also be filled in by the provider: a binding does not tell the two apart. */
export interface Attribute {
  readonly name: string;
  readonly type: CtyType;
  readonly presence: 'required' | 'optional' | 'exported';
}

export interface NestedBlock {
  readonly name: string;
  readonly nesting: 'SINGLE' | 'LIST' | 'SET' | 'MAP';
  readonly required: boolean;
  /** Whether more than one may be given. */
  readonly many: boolean;
  readonly block: Block;
}

export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
}
