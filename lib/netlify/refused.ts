import { Construct } from 'constructs';
import type { ChangeProcessorProps as PortableChangeProcessorProps } from '../constructs/change-processor';
import type { TableProps as PortableTableProps } from '../constructs/state';
import type { TableClient, TableReader, TableWriter } from '../runtime/clients';
import type { Bindable, ClientTypes } from '../runtime/env-of';
import { requireSupport } from '../support/check';
import type { NetlifyTypes } from './types';

/** Props of `ChangeProcessor`. */
export type ChangeProcessorProps = PortableChangeProcessorProps<NetlifyTypes>;

/** Props of `Table`. */
export type TableProps = PortableTableProps<NetlifyTypes>;

/** Not to be had on Netlify; the support table says why, and what is nearest. */
export class ChangeProcessor extends Construct {
  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: ChangeProcessorProps) {
    super(scope, id);
    requireSupport(this.node.path, 'netlify', 'ChangeProcessor');
  }
}

/** Not to be had on Netlify; the support table says why, and what is nearest. */
export class Table<Item = Record<string, unknown>>
  extends Construct
  implements Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>
{
  /** For types only. */
  declare readonly '~clients'?: ClientTypes<TableClient<Item>, TableReader<Item>, TableWriter<Item>>;

  /** @throws UnsupportedError always */
  constructor(scope: Construct, id: string, _props: TableProps) {
    super(scope, id);
    requireSupport(this.node.path, 'netlify', 'Table');
  }
}
