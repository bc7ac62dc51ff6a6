import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days, minutes } from '../duration';

const FLEX = 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan';

const memory = {
  value: 2048,
  why: 'Flex Consumption has instances of 2048 and of 4096 MiB, and the smaller is enough for most functions.',
  source: `${FLEX}#instance-sizes`,
} as const;

/** Defaults of Azure that differ from the table. */
export const azureDifferences = {
  ApiFunction: {
    memory,
    maxRequestBytes: {
      value: 104_857_600,
      why: 'The maximum of Azure Functions. Set a lower limit if you know the size of your requests.',
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

/** Settings of resources on Azure that have no prop. */
export const azureDefaults = {
  runtimeVersion: {
    value: '22',
    why: 'A release of Node.js with long-term support, by name, so that an update of the library never changes the runtime.',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-reference-node#supported-versions',
  },
  extensionBundle: {
    value: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.*, 5.0.0)' },
    why: 'It provides all triggers other than HTTP and timers. The host loads the newest release of this major version.',
    source: 'https://learn.microsoft.com/azure/azure-functions/extension-bundles',
  },
  maxInstances: {
    value: 40,
    why: 'A burst waits, and one function cannot exhaust the quota of the subscription.',
    source: `${FLEX}#per-function-scaling`,
  },
  replication: {
    value: 'LRS',
    why: 'Code and locks can be created again, so copies in one data centre are enough.',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-redundancy',
  },
  logDays: {
    value: 30,
    why: 'A workspace keeps logs for this time at no charge.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure',
  },
  dataReplication: {
    value: 'ZRS',
    why: 'Data survives the failure of one data centre.',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-redundancy',
  },
  oldVersions: {
    value: days(30),
    why: 'An overwritten or deleted object can be restored for a month, and costs nothing afterwards.',
    source: 'https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-overview',
  },
  vaultDays: {
    value: 90,
    why: 'A secret deleted by mistake can be restored for as long as Key Vault allows.',
    source: 'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
  },
  messagesPerInstance: {
    value: 16,
    why: 'The default of the host: workers wait for other services more than they compute.',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json',
  },
  uploadsPerInstance: {
    value: 1,
    why: 'A file that needs much memory does not take it from others.',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#host-json',
  },
  imageAttempts: {
    value: 5,
    why: 'Enough for transient failures, such as a service that is down. A file that is not an image is given up at once.',
    source:
      'https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger#poison-messages',
  },
  alarmServerErrors: {
    value: { percent: 5, window: 'PT5M', minutes: 5, failing: 2, of: 3 },
    why: 'More than one request in twenty, in two of three windows, so that a single bad window raises no alarm. A query every minute would cost more.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule',
  },
  alarmLook: {
    value: { window: 'PT30M', every: 'PT15M' },
    why: 'A dead letter can wait for a quarter of an hour, and rare queries cost least. The window is twice as long because log lines arrive late.',
    source: 'https://azure.microsoft.com/pricing/details/monitor/',
  },
  alarmLag: {
    value: minutes(15),
    why: 'A run appears in Application Insights some minutes after its end, and a failed one is retried after a pause.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/logs/data-ingestion-time',
  },
  alarmSeverity: {
    value: 1,
    why: 'Error: each alarm reports work that is lost or being lost.',
    source: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview',
  },
  alarmSampling: {
    value: { requests: 'Request', lines: 'Request;Trace' },
    why: 'Above 20 records per second, an instance drops some by default. Alarms need all records that they query.',
    source: 'https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-sampling',
  },
} satisfies Record<string, DefaultRow>;
