import type { RunConstruct } from '../app-model/run-model';
import type { ConstructName } from '../catalogue';
import { googleDefaults } from '../google/defaults';
import { netlifyDefaults } from '../netlify/defaults';
import type { ProviderName } from '../runtime/types';
import { support } from '../support';
import { vercelDefaults } from '../vercel/defaults';

/** Ways in which providers differ at run time, as far as handlers notice and the support table has no number for it. */
export interface Semantics {
  /** Requests that one instance of a function works on at the same time. */
  readonly requestsPerInstance: number;
  /** Answer when every instance is busy that the declared concurrency allows. */
  readonly whenBusy: 'wait' | 'refuse';
  readonly queue: QueueSemantics;
  readonly changes: ChangeSemantics;
}

/** Ways in which changes of a table are reported. */
export interface ChangeSemantics {
  /** `true` if deletions are reported. */
  readonly deletions: boolean;
  /** `true` if a change has the item before it. */
  readonly old: boolean;
  /** `upsert` if insertions and updates are not distinguished. */
  readonly types: 'exact' | 'upsert';
}

/** Ways in which queues differ. */
export interface QueueSemantics {
  /** Longest delay of a message in seconds; none where there are no delays. */
  readonly maxDelaySeconds?: number;
  /** Most bytes of a message. */
  readonly maxBytes: number;
  /** Seconds for which messages of the same id count as one in a FIFO queue; 0 where duplicates are kept. */
  readonly deduplicationSeconds: number;
  /** Seconds before a failed message is delivered again. */
  retrySeconds(failed: FailedDelivery): number;
}

/** A message that is to be delivered again. */
export interface FailedDelivery {
  /** Deliveries so far. */
  readonly attempt: number;
  /** Delay that the handler asked for. */
  readonly asked?: number;
  /** Seconds for which a message of this worker is hidden while it is in work. */
  readonly visibilitySeconds: number;
}

const doubled = (first: number, most: number, attempt: number) => Math.min(first * 2 ** (attempt - 1), most);
/** The delay that the handler asked for, else a pause that doubles with each failure. */
const afterPause =
  ({ first, most }: { readonly first: number; readonly most: number }) =>
  ({ asked, attempt }: FailedDelivery) =>
    asked ?? doubled(first, most, attempt);
const toSeconds = (text: string) => Number.parseFloat(text);

const WHOLE: ChangeSemantics = { deletions: true, old: true, types: 'exact' };

const { minimumBackoff, maximumBackoff } = googleDefaults.retryPolicy.value;

/** The semantics of each provider. */
export const semantics: Readonly<Record<ProviderName, Semantics>> = {
  aws: {
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
    requestsPerInstance: 1,
    whenBusy: 'refuse',
    changes: WHOLE,
    queue: {
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
      maxDelaySeconds: 900,
      maxBytes: 1_048_576,
      deduplicationSeconds: 300,
      retrySeconds: ({ asked, visibilitySeconds }) => asked ?? visibilitySeconds,
    },
  },
  google: {
    requestsPerInstance: googleDefaults.requestsPerInstance.value,
    whenBusy: 'wait',
    changes: WHOLE,
    queue: {
      // https://cloud.google.com/pubsub/quotas#resource_limits
      maxBytes: 10_000_000,
      deduplicationSeconds: 0,
      retrySeconds: ({ attempt }) => doubled(toSeconds(minimumBackoff), toSeconds(maximumBackoff), attempt),
    },
  },
  azure: {
    // https://learn.microsoft.com/azure/azure-functions/functions-concurrency
    requestsPerInstance: 16,
    whenBusy: 'wait',
    // https://learn.microsoft.com/azure/cosmos-db/change-feed-modes
    changes: { deletions: false, old: false, types: 'upsert' },
    queue: {
      // https://learn.microsoft.com/rest/api/storageservices/put-message
      maxDelaySeconds: 604_800,
      maxBytes: 49_152,
      deduplicationSeconds: 0,
      retrySeconds: () => 0,
    },
  },
  cloudflare: {
    // https://developers.cloudflare.com/workers/reference/how-workers-works/
    requestsPerInstance: 100,
    whenBusy: 'wait',
    changes: WHOLE,
    queue: {
      // https://developers.cloudflare.com/queues/platform/limits/
      maxDelaySeconds: 43_200,
      maxBytes: 128_000,
      deduplicationSeconds: 0,
      retrySeconds: ({ asked = 0 }) => asked,
    },
  },
  vercel: {
    // https://vercel.com/docs/fluid-compute
    requestsPerInstance: 100,
    whenBusy: 'wait',
    changes: WHOLE,
    queue: {
      maxDelaySeconds: 604_800,
      maxBytes: 100_000_000,
      deduplicationSeconds: 0,
      retrySeconds: afterPause(vercelDefaults.retryPause.value),
    },
  },
  netlify: {
    requestsPerInstance: 1,
    whenBusy: 'wait',
    changes: WHOLE,
    queue: {
      maxDelaySeconds: 604_800,
      maxBytes: 5_000_000,
      deduplicationSeconds: 0,
      retrySeconds: afterPause(netlifyDefaults.retryPause.value),
    },
  },
};

/** Value of a numeric prop that holds on the provider: that of the support table where it fixes one. */
export function effective(construct: RunConstruct, prop: string, otherwise: number): number {
  const { props } = support[construct.provider][construct.kind as ConstructName];
  const row = (props as Readonly<Record<string, unknown>> | undefined)?.[prop];
  const fixed = (row as { readonly fixed?: unknown } | undefined)?.fixed;
  const value = construct.settings[prop];
  return typeof fixed === 'number' ? fixed : typeof value === 'number' ? value : otherwise;
}
