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
 * Sets the notification channel for the alarms of every tradewind construct below `scope`: an app or a stack.
 * Call it before or after the constructs are created. Google bills alert policies by their conditions and the time series that
 * these query; each alarm is one condition on one time series.
 *
 * @example
 * const pager = new MonitoringNotificationChannel(stack, 'Pager', { type: 'email', labels: { email_address: 'ops@example.com' } });
 * alarmsTo(stack, pager);
 * @throws ValidationError when `channel` is not a notification channel
 * @see https://cloud.google.com/stackdriver/pricing
 */
export function alarmsTo(scope: IConstruct, channel: AlarmChannel): void {
  const problems = new Problems(scope.node.path || 'App');
  checkAlarmChannel(problems, 'alarmsTo', channel);
  problems.throwIfAny();
  channels.name(scope, channel);
}

/**
 * Creates the alarms of a construct when there is a channel for them: its own, else the nearest that is set above it, now or
 * later.
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
    rule: 'is neither a notification channel of Cloud Monitoring nor the name of one',
    fix: 'give a MonitoringNotificationChannel, or projects/<project>/notificationChannels/<id>',
  });
}

function isChannel(value: AlarmChannel): boolean {
  if (typeof value === 'string') return Token.isUnresolved(value) || NAME.test(value);
  // Compares the type, not the class: there may be two copies of the bindings.
  return value?.terraformResourceType === CHANNEL;
}
