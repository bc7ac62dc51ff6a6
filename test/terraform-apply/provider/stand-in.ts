import { type Binding, type Mode, providerSchema, typeSchema } from '../schema/bindings';
import type { Block } from '../schema/types';
import { configured } from './configured';
import { leaveOpen, makeUp } from './stand-in-values';
import { type DynamicValue, decode, encode, schemaMessage, type Values } from './wire';

/** Recorded request to a fake, with everything resolved. */
export interface Call {
  readonly call: 'configure' | 'apply' | 'read';
  /** Type of the resource or data source, or name of the provider. */
  readonly type: string;
  /** Configured values, without those that the fake made up. */
  readonly config: Values;
}

/** Types that a stack uses. */
export type UsedTypes = Readonly<Record<Mode, readonly string[]>>;

interface Typed {
  readonly type_name: string;
  readonly config: DynamicValue;
}
interface Change extends Typed {
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
}

/** Fake provider that has the schemas of the real one, creates nothing, and records requests in `calls`. */
export class StandIn {
  private readonly provider: Block;
  private readonly types: Record<Mode, ReadonlyMap<string, Block>>;

  constructor(
    private readonly binding: Binding,
    used: UsedTypes,
    private readonly calls: Call[],
  ) {
    this.provider = providerSchema(binding);
    this.types = { resource: this.schemas('resource', used.resource), data: this.schemas('data', used.data) };
  }

  getSchema(): object {
    return {
      provider: schemaMessage(this.provider),
      resource_schemas: messages(this.types.resource),
      data_source_schemas: messages(this.types.data),
    };
  }

  configure({ config }: { readonly config: DynamicValue }): object {
    this.note('configure', this.binding.name, decode(config) ?? {});
    return {};
  }

  plan({ type_name, prior_state, proposed_new_state }: Change): object {
    const proposed = decode(proposed_new_state);
    const creates = proposed !== undefined && decode(prior_state) === undefined;
    const planned = creates ? leaveOpen(this.resource(type_name), proposed) : proposed;
    // Otherwise Terraform would object to optional attributes that are filled in.
    return { planned_state: encode(planned), legacy_type_system: true };
  }

  apply({ type_name, planned_state, config }: Change): object {
    const planned = decode(planned_state);
    if (planned === undefined) return { new_state: encode(undefined) };
    const given = decode(config) ?? {};
    this.note('apply', type_name, given);
    const state = makeUp(type_name, this.resource(type_name), planned, given);
    return { new_state: encode(state), legacy_type_system: true };
  }

  readData({ type_name, config }: Typed): object {
    const given = decode(config) ?? {};
    this.note('read', type_name, given);
    return { state: encode(makeUp(type_name, this.types.data.get(type_name)!, given, given)) };
  }

  private note(call: Call['call'], type: string, config: Values): void {
    this.calls.push({ call, type, config: configured(config) });
  }

  // Terraform requests no type that is not among the schemas.
  private resource(type: string): Block {
    return this.types.resource.get(type)!;
  }

  private schemas(mode: Mode, types: readonly string[]): Map<string, Block> {
    const own = types.filter((type) => type.startsWith(`${this.binding.name}_`));
    const known = own.map((type) => [type, typeSchema(this.binding, mode, type)] as const);
    return new Map(known.filter((entry): entry is readonly [string, Block] => entry[1] !== undefined));
  }
}

function messages(schemas: ReadonlyMap<string, Block>): object {
  return Object.fromEntries([...schemas].map(([type, block]) => [type, schemaMessage(block)]));
}
