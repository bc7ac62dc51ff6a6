import type { IConstruct } from 'constructs';
import type { QueueClient } from '../../runtime/clients';
import type { Bindable } from '../../runtime/env-of';
import type { BoundConstruct } from '../bindings/bound';

/** Queue that functions can send to, created by this app or imported. */
export interface IQueue<Body = unknown> extends IConstruct, Bindable<QueueClient<Body>>, BoundConstruct {}
