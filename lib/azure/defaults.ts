import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days, minutes } from '../duration';

const FLEX = 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan';

const memory = {
  value: 2048,
  why: 'Flex Consumption has instances of 2048 and of 4096 MiB; the smaller is enough for most.',
  source: `${FLEX}#instance-sizes`,
} as const;

/** Where Azure differs from the table of defaults. */
export const azureDifferences = {
  ApiFunction: {
    memory,
    maxRequestBytes: {
      value: 104_857_600,
      why: 'What Azure Functions takes in. Give less where you know what to expect.',
      source: 'https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits',
    },
  },
  ScheduledJob: { memory },
  FileProcessor: { memory },
  PlainFunction: { memory },
  ImagePipeline: { memory },
  QueueWorker: { memory },
  ChangeProcessor: { memory },
} satisfies DefaultDifferences;

/** Fixed settings of resources on Azure, that no prop sets. */
export const azureDefaults = {
  runtimeVersion: {
    value: '22',
    why: 'A release of Node.js with long-term support, by name: a library update never moves a runtime.',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node#supported-versions',
  },
  extensionBundle: {
    value: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.*, 5.0.0)' },
    why: 'Triggers other than HTTP and timers come from it; the host takes the newest of this major version.',
    source: 'https://learn.microsoft.com/azure/azure-functions/extension-bundles',
  },
  maxInstances: {
    value: 40,
    why: 'A burst waits, and one function cannot use up the quota of the subscription.',
    source: `${FLEX}#per-function-scaling`,
  },
  replication: {
    value: 'LRS',
    why: 'Code and locks can be made again; copies in one place are enough.',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-redundancy',
  },
  logDays: {
    value: 30,
    why: 'What a workspace keeps without billing for it.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure',
  },
  dataReplication: {
    value: 'ZRS',
    why: 'Data outlives the failure of one data centre.',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-redundancy',
  },
  oldVersions: {
    value: days(30),
    why: 'An overwritten or deleted object can be fetched back for a month, and then stops billing.',
    source: 'https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview',
  },
  vaultDays: {
    value: 90,
    why: 'What was deleted by mistake can be fetched back for as long as Key Vault allows.',
    source: 'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
  },
  messagesPerInstance: {
    value: 16,
    why: 'What the host takes at a time: workers wait for others more than they compute.',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json',
  },
  uploadsPerInstance: {
    value: 1,
    why: 'A file that needs much memory does not take it from another.',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json',
  },
  imageAttempts: {
    value: 5,
    why: 'What passes, such as a service that is down, has passed by then; what is no image is given up at once.',
    source:
      'https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#poison-messages',
  },
  alarmServerErrors: {
    value: { percent: 5, window: 'PT5M', minutes: 5, failing: 2, of: 3 },
    why: 'More than one request in twenty, in two of three windows: a single bad one wakes nobody. Asking every minute would bill more.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule',
  },
  alarmLook: {
    value: { window: 'PT30M', every: 'PT15M' },
    why: 'What has failed for good can wait for a quarter of an hour, and asking seldom bills least. Twice as far back, since lines come late.',
    source: 'https://azure.microsoft.com/pricing/details/monitor/',
  },
  alarmLag: {
    value: minutes(15),
    why: 'A run shows in Application Insights some minutes after its end, and tries again after a pause.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/logs/data-ingestion-time',
  },
  alarmSeverity: {
    value: 1,
    why: 'An error: each alarm is of work that was lost, or is being lost.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview',
  },
  alarmSampling: {
    value: { requests: 'Request', lines: 'Request;Trace' },
    why: 'Beyond 20 records a second an instance leaves some out. Of what an alarm looks at, none may be missing.',
    source: 'https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-sampling',
  },
} satisfies Record<string, DefaultRow>;
