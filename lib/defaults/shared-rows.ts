const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Rows of every construct that has a function. */
export const functionRows = {
  environment: {
    behaviour: 'only those that tradewind itself needs',
    why: 'Bindings provide what most functions need.',
  },
  maxInstances: {
    behaviour: 'nothing reserved',
    why: 'A reservation reduces the quota of the whole account, and does not deploy in a new account with a quota of 10.',
    source: `${AWS_LAMBDA}/configuration-concurrency.html`,
  },
  tracing: {
    value: 'on',
    why: 'You need the trace after a failure, when it is too late to enable tracing.',
    source: `${AWS_LAMBDA}/services-xray.html`,
  },
  logRetention: {
    value: 30,
    why: 'Long enough to look back over a month. A log group without retention costs more every month.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  alarms: {
    behaviour: 'the topic named for the stack or the app with `alarmsTo`, else no alarms',
    why: 'Alarms cost money each month, so you enable them once.',
  },
  bundling: {
    behaviour: 'minified CommonJS with all dependencies and a source map',
    why: 'Measured as the fastest cold start: a bundled SDK is faster than that of the runtime, and CommonJS is as fast as ES modules.',
    source: 'https://esbuild.github.io/api/',
  },
} as const;

/** Rows of every construct whose function has an entry. */
export const entryRows = {
  ...functionRows,
  bindings: { behaviour: 'none', why: 'A function has only the permissions that someone wrote down.' },
  handler: {
    behaviour: "`handler` if the entry exports it (the provider's native function), else the default export",
    why: 'Existing functions work unchanged. Portable modules use the default export, as Workers do.',
  },
} as const;

/** Row of the prop `overrides`. */
export const noOverrides = { value: {}, why: 'Nothing is overridden unless named.' } as const;
