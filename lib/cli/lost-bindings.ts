import type { AppModel, BindingModel, ConstructModel } from '../app-model/model';
import type { ProviderName } from '../runtime/types';
import { type Finding, wholeOf } from './finding';

/** Bindings whose target does not exist on the other provider. */
export function lostBindings({ bindings }: ConstructModel, model: AppModel, to: ProviderName): Finding[] {
  return bindings.flatMap((binding) => {
    const loss = lossOf(binding, model, to);
    return loss === undefined ? [] : [{ prop: `bindings.${binding.name}`, ...loss }];
  });
}

function lossOf({ target }: BindingModel, { constructs }: AppModel, to: ProviderName): Finding | undefined {
  const owner = constructs.find(({ path }) => `${target}/`.startsWith(`${path}/`));
  if (owner === undefined) {
    const note = `${target} is a resource of the provider's own library`;
    return { outcome: 'is lost', note, nearest: `bind a Bucket, Table, Queue or Secret of tradewind/${to}` };
  }
  const whole = wholeOf(owner, to);
  if (whole.outcome !== 'is lost') return undefined;
  return { ...whole, note: `${owner.path} is a ${owner.kind}: ${whole.note}` };
}
