const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Rows of every construct that has a function. */
export const functionRows = {
  environment: {
    behaviour: 'none besides those that tradewind itself needs',
    why: 'What a function needs to know comes from its bindings.',
  },
  maxInstances: {
    behaviour: 'nothing reserved',
    why: 'Reserving takes from the quota of the whole account, and fails to deploy in a new one, whose quota is 10.',
    source: `${AWS_LAMBDA}/configuration-concurrency.html`,
  },
  tracing: {
    value: 'on',
    why: 'A trace is wanted after the failure, when it is too late to switch it on.',
    source: `${AWS_LAMBDA}/services-xray.html`,
  },
  logRetention: {
    value: 30,
    why: 'Long enough to look back over a month; a log group that never expires bills for ever.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  alarms: {
    behaviour: 'the topic named for the stack or the app with `alarmsTo`, else no alarms',
    why: 'Alarms bill each month, so somebody has to ask for them once.',
  },
  bundling: {
    behaviour: 'minified CommonJS with a source map, everything bundled in',
    why: 'Measured fastest at cold start: a bundled SDK beats the one of the runtime, and CommonJS loads no slower.',
    source: 'https://esbuild.github.io/api/',
  },
} as const;

/** Rows of every construct whose function has an entry. */
export const entryRows = {
  ...functionRows,
  bindings: { behaviour: 'none', why: 'A function has the rights that somebody wrote down, and no others.' },
  handler: {
    behaviour: "`handler` if the entry exports it (the provider's native function), else the default export",
    why: 'Existing functions move over as they are; portable modules use the default export as Workers do.',
  },
} as const;

/** Row of the prop `overrides`. */
export const noOverrides = { value: {}, why: 'Nothing is overridden that nobody named.' } as const;
