import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';
import type { Construct } from 'constructs';
import type { Duration } from '../../duration';
import { googleDefaults } from '../defaults';
import { createAlarm } from '../stack/alarms';
import { messagesIn, oldestMessageIn } from '../stack/metrics';

/** Raises an alarm while a subscription has dead letters: each message is a lost unit of work. */
export function alarmOnDeadLetters(scope: Construct, id: string, channel: string, letters: PubsubSubscription): void {
  const days = googleDefaults.deadLetterRetention.value.toSeconds() / 86_400;
  createAlarm(scope, id, channel, {
    happened: 'Work has failed permanently, and waits in the dead letters.',
    todo: `Look at the messages in the subscription \`${letters.name}\`, and at the log of the function. Publish them again when the fault is fixed; they are kept for ${days} days.`,
    condition: {
      conditionThreshold: {
        filter: messagesIn(letters).filter,
        aggregations: mostIn(googleDefaults.alarmWindow.value),
        comparison: 'COMPARISON_GT',
        thresholdValue: 0,
        duration: '0s',
      },
    },
  });
}

/** Raises an alarm when messages wait longer than a few rounds of processing: the function does not keep up. */
export function alarmOnWaiting(
  scope: Construct,
  channel: string,
  { subscription, timeout }: { readonly subscription: PubsubSubscription; readonly timeout: Duration },
): void {
  const { rounds, lasting } = googleDefaults.alarmWaiting.value;
  const longestPause = Number.parseInt(googleDefaults.retryPolicy.value.maximumBackoff, 10);
  createAlarm(scope, 'QueueAgeAlarm', channel, {
    happened: 'Messages wait longer than two rounds of processing take.',
    todo: 'Look for errors in the log of the function. If there are none, the function does not keep up: raise `maxConcurrency`.',
    condition: {
      conditionThreshold: {
        filter: oldestMessageIn(subscription).filter,
        aggregations: mostIn(googleDefaults.alarmWindow.value),
        comparison: 'COMPARISON_GT',
        thresholdValue: rounds * (timeout.toSeconds() + longestPause),
        duration: `${lasting.toSeconds()}s`,
        evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE',
      },
    },
  });
}

function mostIn(window: Duration) {
  return [{ alignmentPeriod: `${window.toSeconds()}s`, perSeriesAligner: 'ALIGN_MAX' }];
}
