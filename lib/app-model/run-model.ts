import * as path from 'node:path';
import type { IConstruct } from 'constructs';
import { type ConstructModel, describeApp } from './model';

/** A construct with what a local run needs beside its description. */
export interface RunConstruct extends Omit<ConstructModel, 'props' | 'resources'> {
  /**
   * The settings with defaults filled in, as JSON: durations in seconds, dates as RFC 3339, constructs as `<path>`, entries as
   * absolute paths. Values known only at deployment are `null`.
   */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Data of an app for a local run. It contains the values of `environment`, which the app model leaves out, and so is never
 * written into the output. Values of secrets are not in it: constructs do not know them.
 */
export interface RunModel {
  /** Version of this format: grows by one with each change that a reader has to know of. */
  readonly version: 1;
  /** Every tradewind construct of the app, in the order of their paths. */
  readonly constructs: readonly RunConstruct[];
}

type IsToken = (value: unknown) => boolean;

const recorded = new WeakMap<IConstruct, { readonly settings: object; readonly isToken: IsToken }>();

/** Records the settings of a construct for local runs. `isToken` is the provider library's. */
export function recordSettings(construct: IConstruct, settings: object, isToken: IsToken): void {
  recorded.set(construct, { settings, isToken });
}

/** Describes every tradewind construct below `scope` for a local run. Complete as soon as the constructs are made. */
export function describeRun(scope: IConstruct): RunModel {
  const byPath = new Map(scope.node.findAll().map((construct) => [construct.node.path, construct]));
  const constructs = describeApp(scope).constructs.map(({ props: _props, resources: _resources, ...model }) => ({
    ...model,
    settings: settingsOf(byPath.get(model.path)),
  }));
  return { version: 1, constructs };
}

function settingsOf(construct: IConstruct | undefined): Readonly<Record<string, unknown>> {
  const found = construct && recorded.get(construct);
  if (found === undefined) return {};
  const settings = toPlain(found.settings, found.isToken) as Record<string, unknown>;
  for (const name of ['entry', 'transform']) {
    const file = settings[name];
    if (typeof file === 'string') settings[name] = path.resolve(file);
  }
  return settings;
}

function toPlain(value: unknown, isToken: IsToken): unknown {
  if (isToken(value) || typeof value === 'function' || value instanceof RegExp) return null;
  if (Array.isArray(value)) return value.map((member) => toPlain(member, isToken));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if ('node' in value) return `<${(value as IConstruct).node.path}>`;
  if ('toSeconds' in value) return (value as { toSeconds(): number }).toSeconds();
  const members = Object.entries(value).filter(([name, member]) => member !== undefined && name !== 'overrides');
  return Object.fromEntries(members.map(([name, member]) => [name, toPlain(member, isToken)]));
}
