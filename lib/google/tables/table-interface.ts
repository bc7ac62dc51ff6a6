import type { IConstruct } from 'constructs';
import type { TableClient, TableReader, TableWriter } from '../../runtime/clients';
import type { Bindable } from '../../runtime/env-of';
import type { BoundConstruct } from '../bindings/bound';

/** Table that functions can be bound to, created by this app or imported. */
export interface ITable<Item = Record<string, unknown>>
  extends IConstruct,
    Bindable<TableClient<Item>, TableReader<Item>, TableWriter<Item>>,
    BoundConstruct {}
