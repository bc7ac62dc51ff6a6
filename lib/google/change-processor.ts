import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import type { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { Construct } from 'constructs';
import { explain } from '../app-model/model';
import { checkChangeFilter } from '../constructs/change-filter-checks';
import type { ChangeProcessorProps as PortableProps } from '../constructs/change-processor';
import { readProps } from '../constructs/read-props';
import type { Resolved } from '../defaults';
import { Problems } from '../errors';
import { checkSupport } from '../support/check';
import { recordConstruct } from '../terraform/app-model';
import { ITEMS } from './clients/documents';
import { googleDefaults } from './defaults';
import {
  allowInvoking,
  createFunction,
  createServiceAccount,
  type EventTrigger,
  type FunctionParts,
} from './function/function';
import { checkFunction } from './function/function-checks';
import { googleRules } from './prop-rules';
import { createStore } from './queues/message-queue';
import { alarmOnDeadLetters } from './queues/queue-alarms';
import { grantPublish } from './queues/queue-rights';
import { withAlarms } from './stack/alarm-channel';
import { errorsOf, type Metric } from './stack/metrics';
import { alarmOnLastingErrors } from './stack/request-alarms';
import { GoogleStack } from './stack/stack';
import { Table } from './table';
import type { GoogleTypes } from './types';

/** Props of `ChangeProcessor` on Google Cloud. */
export type ChangeProcessorProps = PortableProps<GoogleTypes>;
type Settings = Resolved<'ChangeProcessor', ChangeProcessorProps>;

/**
 * Runs a function for the changes of a table, one by one, with the item before and after. Firestore guarantees no order: `time`
 * shows which change is newer.
 *
 * A failed change is retried for a day, or until it is older than `maxAge`, and then goes to `failures`.
 *
 * @example
 * new ChangeProcessor(stack, 'Totals', { entry: 'src/totals.ts', table: orders });
 * @see https://cloud.google.com/eventarc/docs/run/route-trigger-cloud-firestore
 */
export class ChangeProcessor extends Construct {
  /** Runs the handler. Use it for anything without a prop. */
  readonly function: Cloudfunctions2Function;
  /** Identity of the function, with only the permissions that are granted to it. */
  readonly serviceAccount: ServiceAccount;
  /** Identity with which Eventarc calls the function. */
  readonly callerAccount: ServiceAccount;
  /** Changes that were given up, complete. */
  readonly failures: PubsubSubscription;

  /** @throws ValidationError that lists every mistake in the props */
  constructor(scope: Construct, id: string, props: ChangeProcessorProps) {
    super(scope, id);
    const settings = readProps(this, 'ChangeProcessor', props, googleRules);
    this.check(settings, props);
    const purpose = 'Keeps changes that were given up';
    const { topic, subscription } = createStore(this, 'Failures', { purpose, prop: 'maxAge' });
    this.failures = subscription;
    this.callerAccount = createServiceAccount(this, 'Caller', `Calls ${this.node.path} with changes`);
    const parts = this.createFunction(settings, topic);
    this.function = parts.function;
    this.serviceAccount = parts.serviceAccount;
    const member = `serviceAccount:${this.serviceAccount.email}`;
    const keeps = { purpose: 'Lets the function store changes that it gives up.', prop: 'maxAge' };
    grantPublish(topic.name, { scope: this, id: 'MayKeep', member }, keeps);
    allowInvoking(this, 'MayCall', this.function, `serviceAccount:${this.callerAccount.email}`);
    this.createAlarms(settings);
    this.record(settings, parts);
  }

  /** Invocations that failed. */
  metricErrors(): Metric {
    return errorsOf(this.function);
  }

  private check(settings: Settings, given: ChangeProcessorProps): void {
    const problems = new Problems(this.node.path);
    checkSupport(problems, 'google', 'ChangeProcessor', given);
    checkChangeFilter(problems, settings.filter);
    checkFunction(problems, settings);
    problems.require(settings.table instanceof Table, {
      code: 'TABLE_GIVEN',
      prop: 'table',
      rule: 'is not a Table of tradewind/google, and the keys of other documents are not known',
      fix: 'give such a Table',
    });
    problems.throwIfAny();
  }

  private createFunction(settings: Settings, failures: PubsubTopic): FunctionParts {
    const { table, filter } = settings;
    const options = {
      timeoutSeconds: settings.timeout.toSeconds(),
      table: table.node.path,
      ...table.keys,
      maxAgeSeconds: settings.maxAge.toSeconds(),
      filter,
    };
    return createFunction(this, {
      ...settings,
      adapter: { name: 'change', export: 'change', options },
      description: `Runs for the changes of ${table.node.path}`.slice(0, 500),
      internal: { TRADEWIND_FAILED_CHANGES: failures.id },
      requestsPerInstance: 1,
      maxInstances: settings.maxInstances ?? googleDefaults.maxInstances.value,
      eventTrigger: this.trigger(settings),
      overrides: settings.overrides.function,
    });
  }

  private trigger({ table }: Settings): EventTrigger {
    const stack = GoogleStack.of(this);
    const may = new ProjectIamMember(this, 'MayReceive', {
      project: stack.project,
      role: 'roles/eventarc.eventReceiver',
      member: `serviceAccount:${this.callerAccount.email}`,
    });
    const purpose = 'Lets the caller of the function receive events; the role cannot be limited to one trigger.';
    explain(may, { type: 'google_project_iam_member', purpose, prop: 'table' });
    return {
      needs: [stack.enable('eventarc'), may],
      triggerRegion: stack.region,
      eventType: 'google.cloud.firestore.document.v1.written',
      eventFilters: [
        { attribute: 'database', value: table.database.name },
        { attribute: 'document', value: `partitions/{partition}/${ITEMS}/{item}`, operator: 'match-path-pattern' },
      ],
      retryPolicy: 'RETRY_POLICY_RETRY',
      serviceAccountEmail: this.callerAccount.email,
    };
  }

  private createAlarms({ alarms }: Settings): void {
    withAlarms(this, alarms, (channel) => {
      alarmOnDeadLetters(this, 'FailuresAlarm', channel, this.failures);
      alarmOnLastingErrors(this, channel, this.function);
    });
  }

  private record(settings: Settings, parts: FunctionParts): void {
    const source = settings.table.database.node.path;
    recordConstruct(
      this,
      {
        kind: 'ChangeProcessor',
        provider: 'google',
        functions: [parts.model],
        triggers: [{ kind: 'change', on: `changes of ${source}`, function: this.function.node.path, source }],
        bindings: parts.bindings,
        limits: { timeoutSeconds: settings.timeout.toSeconds() },
      },
      settings,
    );
  }
}
