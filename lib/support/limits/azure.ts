import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every function on Azure. */
export const azureFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z_]\w*$/,
    kept: /^(AzureWebJobs|FUNCTIONS_|WEBSITE_|APPLICATIONINSIGHTS_|APPINSIGHTS_|AZURE_CLIENT_ID$|TRADEWIND_)/,
    rule: 'is not allowed as the name of an app setting: letters, digits and underscores, and not a name that Azure Functions or tradewind reserves',
    fix: 'rename it',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-app-settings',
  },
  timeout: { code: 'TIMEOUT_MAX', least: 1, unit: 'seconds', fix: 'give such a duration' },
  memory: {
    code: 'MEMORY_RANGE',
    sizes: [2048, 4096],
    unit: 'MiB',
    why: 'the sizes of instances',
    fix: 'give one of them, or omit the prop',
    source: 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes',
  },
  maxInstances: {
    code: 'CONCURRENCY_RANGE',
    least: 1,
    most: 1000,
    why: 'the range of an app',
    source: 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to',
  },
} as const satisfies FunctionLimits;

/** Limits of single props on Azure. */
export const azureLimits = {
  requestTimeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 230,
    unit: 'seconds',
    why: 'after which the load balancer of Azure ends a request',
    fix: 'respond at once, and pass the work to a queue',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout',
  },
  maxAttempts: { code: 'QUEUE_ATTEMPTS', least: 1, most: 1000, why: 'the range of the functions host' },
  retention: { code: 'QUEUE_RETENTION', least: 1, unit: 'seconds' },
  changeBatch: { code: 'CHANGE_BATCH', least: 1, most: 10_000, why: 'the range of one read' },
  changeRetries: { code: 'CHANGE_RETRIES', least: 0, most: 10_000, why: 'after which a batch is given up' },
} as const satisfies Record<string, NumberLimits>;
