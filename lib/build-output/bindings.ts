import type { BindingModel } from '../app-model/model';
import type { BindingReference } from '../bundler/types';
import * as models from '../constructs/bindings/bound-resource';
import * as checks from '../constructs/bindings/checks';
import type { Problems } from '../errors';
import type { ProviderName } from '../runtime/types';
import { boundResource } from './bound';

/** Checks the names and the targets of a function's bindings, and that no environment variable has such a name. */
export function checkBindings(
  problems: Problems,
  provider: ProviderName,
  given: { readonly bindings?: models.Bindings; readonly environment?: object },
): void {
  checks.checkBindings(problems, given, {
    name: /^[A-Za-z]\w*$/,
    targets: `a Bucket, a Queue, a Secret or an ApiFunction of tradewind/${provider}, and use the SDK of the provider for the rest`,
    resourceOf(target) {
      const resource = boundResource(target);
      return resource?.provider === provider ? resource : undefined;
    },
  });
}

/** The clients of a function's bindings, which were checked before. */
export function bindingReferences(bindings: models.Bindings): BindingReference[] {
  return models.resolve(bindings, boundResource).map(({ name, prefix, resource: { client } }) => {
    return { name, ...client, options: models.clientOptions(client.options, prefix) };
  });
}

/** Edges of the app model. */
export function bindingModels(bindings: models.Bindings, functionPath: string): BindingModel[] {
  return models.bindingModels(models.resolve(bindings, boundResource), functionPath);
}
