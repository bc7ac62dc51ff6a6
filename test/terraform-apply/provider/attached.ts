import { BINDINGS } from '../schema/bindings';
import { type Serving, serve } from './server';
import { type Call, StandIn, type UsedTypes } from './stand-in';

/** Fakes of all providers, running. */
export interface Attached {
  /** Recorded requests, in order. */
  readonly calls: readonly Call[];
  /** Environment in which Terraform finds them, below the host of its registry. */
  environment(registry: string): NodeJS.ProcessEnv;
  stop(): void;
}

/** Starts a fake for each provider that a stack uses. */
export async function attach(providers: readonly string[], used: UsedTypes): Promise<Attached> {
  const bindings = BINDINGS.filter(({ name }) => providers.includes(name));
  const calls: Call[] = [];
  const serving: Serving[] = await Promise.all(bindings.map((binding) => serve(new StandIn(binding, used, calls))));
  return {
    calls,
    environment: (registry) => {
      const entries = bindings.map(({ address }, index) => [`${registry}/${address}`, serving[index]!.reattachment]);
      return { TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(entries)) };
    },
    stop: () => {
      for (const each of serving) each.stop();
    },
  };
}
