import type { Construct } from 'constructs';
import type { ConstructName } from '../catalogue';
import { supportedProps } from '../support/check';
import { guardLoops, type PhysicalId } from './loops';
import { type ConstructModel, record } from './model';
import { recordedProps } from './recorded-props';
import { reportRunModel } from './run-file';
import { recordSettings } from './run-model';

/** Model of a construct as its class records it. Absent lists are empty. */
export interface GivenModel
  extends Pick<ConstructModel, 'provider'>,
    Partial<Pick<ConstructModel, 'functions' | 'triggers' | 'bindings' | 'limits'>> {
  readonly kind: ConstructName;
}

/** Functions of a provider's library that the model needs. */
export interface ModelRules {
  /** Recognizes values that are known only at deployment. */
  isToken(value: unknown): boolean;
  readonly physicalId?: PhysicalId;
}

/** Records a construct in the app model, with the props that its provider supports, and checks the app for loops. */
export function recordConstructModel(
  construct: Construct,
  { kind, provider, functions = [], triggers = [], bindings = [], limits = {} }: GivenModel,
  props: object,
  { isToken, physicalId }: ModelRules,
): void {
  const { path } = construct.node;
  const supported = supportedProps(provider, kind, props);
  const recorded = recordedProps(supported, isToken);
  recordSettings(construct, supported, isToken);
  reportRunModel(construct);
  record(construct, { kind, provider, functions, triggers, bindings, limits, path, props: recorded });
  guardLoops(construct, physicalId);
}
