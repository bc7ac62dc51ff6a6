/** Type of Terraform's type system, in its JSON form on the wire. */
export type CtyType =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', CtyType]
  | readonly ['object', Readonly<Record<string, CtyType>>];

/** One attribute. An optional one may also be filled in by the provider: a binding does not distinguish the two. */
export interface Attribute {
  readonly name: string;
  readonly type: CtyType;
  readonly presence: 'required' | 'optional' | 'exported';
}

export interface NestedBlock {
  readonly name: string;
  readonly nesting: 'SINGLE' | 'LIST' | 'SET' | 'MAP';
  readonly required: boolean;
  /** `true` if more than one may be given. */
  readonly many: boolean;
  readonly block: Block;
}

export interface Block {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly NestedBlock[];
}
