import type { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel';
import type { IConstruct } from 'constructs';
import { AlarmTopics } from '../../app-model/alarm-topics';
import { Problems } from '../../errors';
import { Lazy, Token } from '../../terraform/engine';

/**
 * Target of alarms on Google Cloud: a notification channel of Cloud Monitoring, or its name, such as
 * `projects/shop-prod-4711/notificationChannels/1234567890`.
 * @see https://cloud.google.com/monitoring/support/notification-options
 */
export type AlarmChannel = MonitoringNotificationChannel | string;

const CHANNEL = 'google_monitoring_notification_channel';
const NAME = /^projects\/[^/]+\/notificationChannels\/[^/]+$/;

const channels = new AlarmTopics<AlarmChannel>();

/**
 * Names the notification channel that gets the alarms of every tradewind construct below `scope`: an app or a stack.
 * It may be called before or after the constructs are made. Google bills alert policies by their conditions and by the time series that
 * they look at; each alarm is one condition on one time series.
 *
 * @example
 * const pager = new MonitoringNotificationChannel(stack, 'Pager', { type: 'email', labels: { email_address: 'ops@example.com' } });
 * alarmsTo(stack, pager);
 * @throws ValidationError when `channel` is none
 * @see https://cloud.google.com/stackdriver/pricing
 */
export function alarmsTo(scope: IConstruct, channel: AlarmChannel): void {
  const problems = new Problems(scope.node.path || 'App');
  checkAlarmChannel(problems, 'alarmsTo', channel);
  problems.throwIfAny();
  channels.name(scope, channel);
}

/**
 * Makes the alarms of a construct once there is a channel for them: its own, else the nearest that is named above it, now
 * or later.
 */
export function withAlarms(
  scope: IConstruct,
  own: AlarmChannel | false | undefined,
  create: (channel: string) => void,
): void {
  const produce = () => {
    const channel = channels.nearest(scope, own);
    return typeof channel === 'object' ? channel.id : channel;
  };
  channels.whenNamed(scope, own, () => create(Lazy.stringValue({ produce })));
}

/** Checks that alarms go to a notification channel. */
export function checkAlarmChannel(problems: Problems, prop: string, channel: AlarmChannel | false | undefined): void {
  problems.require(channel === false || channel === undefined || isChannel(channel), {
    code: 'ALARMS_TOPIC',
    prop,
    value: typeof channel === 'string' ? channel : undefined,
    rule: 'is no notification channel of Cloud Monitoring, and no name of one',
    fix: 'give a MonitoringNotificationChannel, or projects/<project>/notificationChannels/<id>',
  });
}

function isChannel(value: AlarmChannel): boolean {
  if (typeof value === 'string') return Token.isUnresolved(value) || NAME.test(value);
  // By its type and not by its class: there may be two copies of the bindings.
  return value?.terraformResourceType === CHANNEL;
}
