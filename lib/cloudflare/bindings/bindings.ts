import type { WorkersScriptBindings } from '@cdktf/provider-cloudflare/lib/workers-script';
import type { BindingModel } from '../../app-model/model';
import type { BindingReference } from '../../bundler/types';
import { type Bindings, bindingModels, clientOptions, resolve } from '../../constructs/bindings/bound-resource';
import * as checks from '../../constructs/bindings/checks';
import type { Problems } from '../../errors';
import { type ClientReference, variableSecret } from '../../shipped';
import { clientReference } from '../shipped';
import { type BoundResource, boundResource } from './bound';

const rules: checks.BindingRules = {
  name: /^[A-Za-z]\w*$/,
  targets: 'a Bucket, a Table, a Queue, a Secret, a PlainFunction or an ApiFunction of tradewind/cloudflare',
  resourceOf: boundResource,
};

/** Checks the bindings of a worker. */
export function checkBindings(problems: Problems, bindings: Bindings, environment?: object): void {
  checks.checkBindings(problems, { bindings, environment }, rules);
}

/** Parts that bindings add to a worker. */
export interface BoundParts {
  /** Bindings of the script. */
  scriptBindings(): WorkersScriptBindings[];
  /** Registers a function to call when a resource adds bindings. */
  onChange(changed: () => void): void;
  /** The clients in `env`. */
  readonly references: readonly BindingReference[];
  /** Edges of the app model. */
  model(scriptPath: string): BindingModel[];
}

/** Resolves the bindings of a worker, which were checked before. */
export function resolveBindings(bindings: Bindings): BoundParts {
  const resolved = resolve(bindings, boundResource);
  return {
    scriptBindings: () => resolved.flatMap(({ name, resource }) => resource.bindings(name)),
    onChange(changed) {
      for (const { resource } of resolved) resource.onChange?.(changed);
    },
    references: resolved.map(({ name, prefix, resource }) => ({ name, ...clientOf(resource, prefix) })),
    model: (scriptPath) => bindingModels(resolved, scriptPath),
  };
}

function clientOf(resource: BoundResource, prefix: string | undefined): ClientReference {
  if (resource.kind === 'secret') return variableSecret(resource.options);
  return clientReference(resource.kind, clientOptions(resource.options, prefix));
}
