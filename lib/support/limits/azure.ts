import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every function on Azure. */
export const azureFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z_]\w*$/,
    kept: /^(AzureWebJobs|FUNCTIONS_|WEBSITE_|APPLICATIONINSIGHTS_|APPINSIGHTS_|AZURE_CLIENT_ID$|TRADEWIND_)/,
    rule: 'is no name for an app setting of yours: letters, digits and underscores, and none that Azure Functions or tradewind keeps',
    fix: 'rename it',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-app-settings',
  },
  timeout: { code: 'TIMEOUT_MAX', least: 1, unit: 'seconds', fix: 'give such a duration' },
  memory: {
    code: 'MEMORY_RANGE',
    sizes: [2048, 4096],
    unit: 'MiB',
    why: 'which are the sizes of instances',
    fix: 'give one of them, or leave it out',
    source: 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#instance-sizes',
  },
  maxInstances: {
    code: 'CONCURRENCY_RANGE',
    least: 1,
    most: 1000,
    why: 'which are the instances that an app can have',
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
    fix: 'respond at once, and hand the work on to a queue',
    source: 'https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout',
  },
  maxAttempts: { code: 'QUEUE_ATTEMPTS', least: 1, most: 1000, why: 'which the host of functions counts to' },
  retention: { code: 'QUEUE_RETENTION', least: 1, unit: 'seconds' },
  changeBatch: { code: 'CHANGE_BATCH', least: 1, most: 10_000, why: 'which is what is read at once' },
  changeRetries: { code: 'CHANGE_RETRIES', least: 0, most: 10_000, why: 'after which a batch is given up' },
} as const satisfies Record<string, NumberLimits>;
