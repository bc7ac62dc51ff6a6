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
    why: 'Room for a batch, and a third of the limit, so that a job that grows shows before it breaks.',
    source: `${AWS_LAMBDA}/configuration-timeout.html`,
  },
  memory: { value: 512, why: 'A third of a vCPU: jobs wait for other services more than they compute.' },
  timeZone: {
    behaviour: 'none, for schedules without a clock time',
    why: 'A clock time without a zone is an hour off twice a year, so a zone has to be said.',
    source: `${AWS_SCHEDULER}/schedule-types.html`,
  },
  flexibleWindow: {
    behaviour: 'none for clock times; a tenth of the interval, 15 minutes at most, for rates of an hour and more',
    why: 'Who names a time means it; a rate does not mind, and the spread makes throttling rarer.',
    source: `${AWS_SCHEDULER}/managing-schedule-flexible-time-windows.html`,
  },
  input: { behaviour: 'nothing', why: 'Most jobs have one thing to do.' },
  start: { behaviour: 'at once', why: 'A deployed job is meant to run.' },
  end: { behaviour: 'for ever', why: 'A job runs until it is removed.' },
  enabled: { value: true, why: 'A deployed job is meant to run.' },
  overlap: {
    value: 'skip',
    why: 'Few jobs can stand beside themselves, and delivery is at least once. A lease, unlike reserved concurrency of one, queues no stale runs.',
    source: `${AWS_LAMBDA}/with-eventbridge-scheduler.html`,
  },
  retries: {
    value: 2,
    why: "The provider's 185 tries over a day would start a morning's run at night.",
    source: `${AWS_SCHEDULER}/configuring-schedule-dlq.html`,
  },
  maxAge: { value: hours(1), why: 'A run that could not start within the hour is news for a person.' },
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
    why: "Lambda's own number: transient errors pass, and SNS and EventBridge may deliver an event twice anyway.",
    source: `${AWS_LAMBDA}/invocation-async-error-handling.html`,
  },
  maxAge: {
    value: hours(6),
    why: 'The longest that Lambda allows: a throttled burst has time to drain, and the failure queue keeps the rest.',
    source: `${AWS_LAMBDA}/invocation-async-configuring.html`,
  },
  overrides: noOverrides,
} satisfies DefaultRows<PlainFunctionProps>;
