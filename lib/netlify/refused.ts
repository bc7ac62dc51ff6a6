import type { Construct } from 'constructs';
import { RefusedConstruct } from '../build-output/refused';
import type { ChangeProcessorProps as PortableChangeProcessorProps } from '../constructs/change-processor';
import type { PlainFunctionProps as PortablePlainFunctionProps } from '../constructs/plain-function';
import type { TableProps as PortableTableProps } from '../constructs/state';
import type { InvokeClient, TableClient, TableReader, TableWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import type { NetlifyTypes } from './types';

/** Props of `ChangeProcessor`. */
export type ChangeProcessorProps = PortableChangeProcessorProps<NetlifyTypes>;

/** Props of `PlainFunction`. */
export type PlainFunctionProps = PortablePlainFunctionProps<NetlifyTypes>;

/** Props of `Table`. */
export type TableProps = PortableTableProps<NetlifyTypes>;

/** Not supported on Netlify; the support table has the reason and the nearest choice. */
export class ChangeProcessor extends RefusedConstruct {
  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: ChangeProcessorProps) {
    super(scope, id, 'netlify', 'ChangeProcessor');
  }
}

/** Not supported on Netlify; the support table has the reason and the nearest choice. */
export class Table<Item = Record<string, unknown>>
  extends RefusedConstruct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;

  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: TableProps) {
    super(scope, id, 'netlify', 'Table');
  }
}

/** Not supported on Netlify; the support table has the reason and the nearest choice. */
export class PlainFunction<Event = unknown, Result = unknown>
  extends RefusedConstruct
  implements Bindable<InvokeClient<Event, Result>>
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<InvokeClient<Event, Result>>;

  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: PlainFunctionProps) {
    super(scope, id, 'netlify', 'PlainFunction');
  }
}
