import type { Construct } from 'constructs';
import type { FunctionModel } from '../app-model/model';
import type { PropRules } from '../constructs/read-props';
import { checkScheduledJob } from '../constructs/schedule-checks';
import type { ScheduledJobProps } from '../constructs/scheduled-job';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import type { ProviderSchedule } from '../schedule/cron-dialect';
import type { Schedule } from '../schedule/schedule';
import { scheduleClock, scheduleText } from '../schedule/schedule-clock';
import { checkSupport } from '../support/check';
import { recordConstruct } from './app-model';
import { bindingModels, checkBindings } from './bindings';

type JobSettings = Resolved<'ScheduledJob', ScheduledJobProps>;

/** Checks a `ScheduledJob`, and returns its schedule as `expressionOf` renders it for the provider. @throws ValidationError */
export function checkJob(
  { node }: Construct,
  { provider }: Pick<PropRules, 'provider'>,
  expressionOf: (schedule: Schedule) => ProviderSchedule,
  { settings, given }: { readonly settings: JobSettings; readonly given: object },
): ProviderSchedule {
  const problems = new Problems(node.path);
  checkSupport(problems, provider, 'ScheduledJob', given);
  checkBindings(problems, provider, settings);
  const schedule = checkScheduledJob(problems, settings);
  const rendered = schedule && problems.parse('schedule', settings.schedule, () => expressionOf(schedule));
  return problems.checked(rendered);
}

/** Adapter and purpose of a function that runs by a schedule. */
export function jobFunction({ node }: Construct, settings: JobSettings, rendered: ProviderSchedule) {
  const options = {
    timeoutSeconds: settings.timeout.toSeconds(),
    job: node.path,
    input: settings.input,
    ...scheduleClock(rendered),
  };
  return {
    adapter: { name: 'schedule', export: 'schedule', options },
    purpose: `Runs ${scheduleText(settings)}`,
  } as const;
}

/** Records a `ScheduledJob` in the app model, which has no function where a disabled job is not deployed. */
export function recordJob(
  job: Construct & { readonly function?: Construct & { readonly model: FunctionModel } },
  { provider }: Pick<PropRules, 'provider'>,
  settings: JobSettings,
): void {
  const functions = job.function ? [job.function] : [];
  recordConstruct(
    job,
    {
      kind: 'ScheduledJob',
      provider,
      functions: functions.map(({ model }) => model),
      triggers: functions.map(({ node }) => ({ kind: 'schedule', on: scheduleText(settings), function: node.path })),
      bindings: functions.flatMap(({ node }) => bindingModels(settings.bindings, node.path)),
      limits: { timeoutSeconds: settings.timeout.toSeconds() },
    },
    settings,
  );
}
