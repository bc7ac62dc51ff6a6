import { Construct } from 'constructs';
import type { ChangeProcessorProps as PortableChangeProcessorProps } from '../constructs/change-processor';
import type { PlainFunctionProps as PortablePlainFunctionProps } from '../constructs/plain-function';
import type { TableProps as PortableTableProps } from '../constructs/state';
import type { InvokeClient, TableClient, TableReader, TableWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { requireSupport } from '../support/check';
import type { VercelTypes } from './types';

/** Props of `ChangeProcessor`. */
export type ChangeProcessorProps = PortableChangeProcessorProps<VercelTypes>;

/** Props of `PlainFunction`. */
export type PlainFunctionProps = PortablePlainFunctionProps<VercelTypes>;

/** Props of `Table`. */
export type TableProps = PortableTableProps<VercelTypes>;

/** Not to be had on Vercel; the support table says why, and what is nearest. */
export class ChangeProcessor extends Construct {
  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: ChangeProcessorProps) {
    super(scope, id);
    requireSupport(this.node.path, 'vercel', 'ChangeProcessor');
  }
}

/** Not to be had on Vercel; the support table says why, and what is nearest. */
export class Table<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;

  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: TableProps) {
    super(scope, id);
    requireSupport(this.node.path, 'vercel', 'Table');
  }
}

/** Not supported on Vercel; the support table has the reason and the nearest choice. */
export class PlainFunction<Event = unknown, Result = unknown>
  extends Construct
  implements Bindable<InvokeClient<Event, Result>>
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;

  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: PlainFunctionProps) {
    super(scope, id);
    requireSupport(this.node.path, 'vercel', 'PlainFunction');
  }
}
