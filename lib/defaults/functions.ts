import type { PlainFunctionProps } from '../constructs/plain-function';
import type { ScheduledJobProps } from '../constructs/scheduled-job';
import { hours, minutes, seconds } from '../duration';
import type { DefaultRows } from './row';
import { entryRows, noOverrides } from './shared-rows';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';
const AWS_SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide';

/** Defaults of `ScheduledJob`. */
export const scheduledJob = {
  ...entryRows,
  timeout: {
    value: minutes(5),
    why: 'Room for a batch, and a third of the limit, so that a growing job times out early enough to react.',
    source: `${AWS_LAMBDA}/configuration-timeout.html`,
  },
  memory: { value: 512, why: 'A third of a vCPU: jobs wait for other services more than they compute.' },
  timeZone: {
    behaviour: 'none, for schedules without a clock time',
    why: 'Without a zone, a clock time is an hour off for part of the year, so a zone is required.',
    source: `${AWS_SCHEDULER}/schedule-types.html`,
  },
  flexibleWindow: {
    behaviour: 'none for clock times; a tenth of the interval, at most 15 minutes, for rates of an hour and more',
    why: 'A clock time is meant exactly. A rate allows some delay, which spreads load and reduces throttling.',
    source: `${AWS_SCHEDULER}/managing-schedule-flexible-time-windows.html`,
  },
  input: { behaviour: 'none', why: 'Most jobs have a single task.' },
  start: { behaviour: 'immediately', why: 'A deployed job is meant to run.' },
  end: { behaviour: 'no end', why: 'A job runs until it is removed.' },
  enabled: { value: true, why: 'A deployed job is meant to run.' },
  overlap: {
    value: 'skip',
    why: 'Few jobs can overlap with themselves, and delivery is at least once. Unlike a reserved concurrency of one, a lease queues no stale runs.',
    source: `${AWS_LAMBDA}/with-eventbridge-scheduler.html`,
  },
  retries: {
    value: 2,
    why: "With the provider's 185 retries over a day, a run of the morning could start at night.",
    source: `${AWS_SCHEDULER}/configuring-schedule-dlq.html`,
  },
  maxAge: { value: hours(1), why: 'A run that could not start within an hour needs the attention of a person.' },
  overrides: noOverrides,
} satisfies DefaultRows<ScheduledJobProps>;

/** Defaults of `PlainFunction`. */
export const plainFunction = {
  ...entryRows,
  timeout: {
    value: seconds(30),
    why: 'Enough for a call whose caller waits. A trigger with a shorter limit, such as the 5 s of Cognito, stops waiting earlier.',
    source: `${AWS_LAMBDA}/configuration-timeout.html`,
  },
  memory: {
    value: 1024,
    why: 'More than half a vCPU, which start-up needs most, because a caller may be waiting.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  retries: {
    value: 2,
    why: 'The default of Lambda: transient errors clear, and SNS and EventBridge can deliver an event twice in any case.',
    source: `${AWS_LAMBDA}/invocation-async-error-handling.html`,
  },
  maxAge: {
    value: hours(6),
    why: 'The maximum of Lambda: a throttled burst has time to drain, and the failure queue keeps the rest.',
    source: `${AWS_LAMBDA}/invocation-async-configuring.html`,
  },
  overrides: noOverrides,
} satisfies DefaultRows<PlainFunctionProps>;
