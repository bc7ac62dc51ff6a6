import { Duration, Lazy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';
import { AlarmTopics } from '../../app-model/alarm-topics';
import { awsDefaults } from '../defaults';
import { explainResource } from './explain';

const topics = new AlarmTopics<ITopic>();

/**
 * Names the topic that gets the alarms of every tradewind construct below `scope`: an app, a stage or a stack. It may be
 * called before or after the constructs are made. Alarms bill about 0.10 USD a month each.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarmsTo(scope: IConstruct, topic: ITopic): void {
  topics.name(scope, topic);
}

/** Where an alarm is sent: a topic, whose ARN is asked for at synthesis. */
export type AlarmTarget = Pick<ITopic, 'topicArn'>;

/**
 * Makes the alarms of a construct once there is a topic for them: its own, else the nearest that is named above it, now or
 * later.
 */
export function withAlarms(
  scope: IConstruct,
  own: ITopic | false | undefined,
  create: (topic: AlarmTarget) => void,
): void {
  const topicArn = Lazy.string({ produce: () => topics.nearest(scope, own)?.topicArn });
  topics.whenNamed(scope, own, () => create({ topicArn }));
}

/** An alarm that fires when `metric` is over `threshold`. Silence is no alarm unless `silenceAlarms`. */
export interface AlarmSpec {
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly description: string;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly comparison?: cloudwatch.ComparisonOperator;
  readonly silenceAlarms?: boolean;
}

/** Makes an alarm that notifies `topic`. */
export function createAlarm(scope: Construct, id: string, topic: AlarmTarget, spec: AlarmSpec): cloudwatch.Alarm {
  const { BREACHING, NOT_BREACHING } = cloudwatch.TreatMissingData;
  const alarm = new cloudwatch.Alarm(scope, id, {
    metric: spec.metric,
    threshold: spec.threshold,
    alarmDescription: spec.description,
    evaluationPeriods: spec.evaluationPeriods ?? awsDefaults.alarmPeriods.value,
    datapointsToAlarm: spec.datapointsToAlarm,
    comparisonOperator: spec.comparison ?? cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: spec.silenceAlarms ? BREACHING : NOT_BREACHING,
  });
  explainResource(alarm, spec.description, 'alarms');
  alarm.addAlarmAction({ bind: () => ({ alarmActionArn: topic.topicArn }) });
  return alarm;
}

/** Any message in a dead-letter queue is a unit of work that was lost. */
export function alarmOnDeadLetters(scope: Construct, id: string, topic: AlarmTarget, queue: IQueue): cloudwatch.Alarm {
  return createAlarm(scope, id, topic, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 0,
    description: `${scope.node.path}: work failed for good and waits in the dead-letter queue.`,
  });
}

/** Messages that have waited for longer than two rounds of work take: the function does not keep up. */
export function alarmOnWaiting(
  scope: Construct,
  id: string,
  topic: AlarmTarget,
  { queue, timeoutSeconds }: { readonly queue: IQueue; readonly timeoutSeconds: number },
): cloudwatch.Alarm {
  return createAlarm(scope, id, topic, {
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 2 * timeoutSeconds * awsDefaults.visibilityFactor.value,
    evaluationPeriods: 3,
    description: `${scope.node.path}: work waits longer than two rounds of it take.`,
  });
}

/** Fires when more than 5 % of the invocations of a function fail, in two of three minutes. */
export function alarmOnErrors(scope: Construct, id: string, topic: AlarmTarget, fn: IFunction): cloudwatch.Alarm {
  return createAlarm(scope, id, topic, {
    metric: fn.metricErrors({ period: Duration.minutes(1), statistic: 'Average' }),
    threshold: 0.05,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    description: `${scope.node.path}: more than 5 % of invocations fail.`,
  });
}
