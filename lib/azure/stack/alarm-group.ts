import type { MonitorActionGroup } from '@cdktn/provider-azurerm/lib/monitor-action-group';
import type { IConstruct } from 'constructs';
import { AlarmTopics } from '../../app-model/alarm-topics';
import { Problems } from '../../errors';
import { Lazy, Token } from '../../terraform/engine';

/**
 * Target of alarms on Azure: an action group, or its id, such as
 * `/subscriptions/…/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/pager`.
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups
 */
export type AlarmGroup = MonitorActionGroup | string;

const GROUP = 'azurerm_monitor_action_group';
const ID = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Insights\/actionGroups\/[^/]+$/i;

const groups = new AlarmTopics<AlarmGroup>();

/**
 * Sets the action group for the alarms of every tradewind construct below `scope`: an app or a stack. Call it before or after
 * the constructs are created. Each alarm is a log search alert rule, billed monthly: the more often it queries, the higher the
 * price.
 *
 * @example
 * const pager = new MonitorActionGroup(stack, 'Pager', {
 *   name: 'pager',
 *   shortName: 'pager',
 *   resourceGroupName: stack.resourceGroup.name,
 *   emailReceiver: [{ name: 'ops', emailAddress: 'ops@example.com' }],
 * });
 * alarmsTo(stack, pager);
 * @throws ValidationError when `group` is not an action group, or when a construct below `scope` has no traces for its alarms
 * @see https://azure.microsoft.com/pricing/details/monitor/
 */
export function alarmsTo(scope: IConstruct, group: AlarmGroup): void {
  const problems = new Problems(scope.node.path || 'App');
  checkGroup(problems, 'alarmsTo', group);
  problems.throwIfAny();
  groups.name(scope, group);
}

/** Source of the alarms of a function. */
interface Watched {
  readonly alarms?: AlarmGroup | false;
  readonly tracing?: 'on' | 'off';
}

/** Reports if a construct has alarms, as far as known at the time of the call. */
export function hasAlarms(scope: IConstruct, own: AlarmGroup | false | undefined): boolean {
  return groups.nearest(scope, own) !== undefined;
}

/**
 * Creates the alarms of a construct when there is an action group for them: its own, else the nearest that is set above it,
 * now or later.
 */
export function withAlarms(scope: IConstruct, watched: Watched, create: (group: string) => void): void {
  const { alarms: own } = watched;
  const produce = () => {
    const group = groups.nearest(scope, own);
    return typeof group === 'object' ? group.id : group;
  };
  groups.whenNamed(scope, own, () => {
    const problems = new Problems(scope.node.path);
    checkAlarms(problems, scope, watched);
    problems.throwIfAny();
    create(Lazy.stringValue({ produce }));
  });
}

/** Checks that alarms go to an action group, and that their traces exist. */
export function checkAlarms(problems: Problems, scope: IConstruct, { alarms, tracing }: Watched): void {
  checkGroup(problems, 'alarms', alarms);
  problems.require(tracing !== 'off' || !hasAlarms(scope, alarms), {
    code: 'ALARMS_TRACING',
    prop: 'tracing',
    value: tracing,
    rule: 'disables Application Insights, which the alarms query',
    fix: 'enable it, or disable the alarms with alarms: false',
  });
}

function checkGroup(problems: Problems, prop: string, group: AlarmGroup | false | undefined): void {
  problems.require(group === false || group === undefined || isGroup(group), {
    code: 'ALARMS_TOPIC',
    prop,
    value: typeof group === 'string' ? group : undefined,
    rule: 'is neither an action group nor the id of one',
    fix: 'give a MonitorActionGroup, or /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Insights/actionGroups/<name>',
  });
}

function isGroup(value: AlarmGroup): boolean {
  if (typeof value === 'string') return Token.isUnresolved(value) || ID.test(value);
  // Compares the type, not the class: there may be two copies of the bindings.
  return value?.terraformResourceType === GROUP;
}
