import { BINDINGS } from '../schema/bindings';
import { type Serving, serve } from './server';
import { type Call, StandIn, type UsedTypes } from './stand-in';

/** The stand-ins of all providers, running. */
export interface Attached {
  /** What they were asked to do, in order. */
  readonly calls: readonly Call[];
  /** The environment in which Terraform finds them, below the host of its registry. */
  environment(registry: string): NodeJS.ProcessEnv;
  stop(): void;
}

/** Starts a stand-in for each provider that a stack names. */
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
