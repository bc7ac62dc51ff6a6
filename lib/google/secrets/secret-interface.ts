import type { IConstruct } from 'constructs';
import type { SecretClient } from '../../runtime/clients';
import type { Bindable } from '../../runtime/env-of';
import type { BoundConstruct } from '../bindings/bound';

/** Secret that functions can read, created by this app or imported. */
export interface ISecret extends IConstruct, Bindable<SecretClient>, BoundConstruct {}
