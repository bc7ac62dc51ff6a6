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
 * Sets the topic of the alarms of every tradewind construct in `scope`: an app, a stage or a stack. Can be called
 * before or after the constructs are created. An alarm costs about 0.10 USD a month.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
 */
export function alarmsTo(scope: IConstruct, topic: ITopic): void {
  topics.name(scope, topic);
}

/** Target of an alarm: a topic, whose ARN is read at synthesis. */
export type AlarmTarget = Pick<ITopic, 'topicArn'>;

/**
 * Creates the alarms of a construct once there is a topic for them: its own, else that of the nearest scope, set now or
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

/** An alarm that fires when `metric` is over `threshold`. Missing data is no alarm unless `silenceAlarms` is set. */
export interface AlarmSpec {
  readonly metric: cloudwatch.IMetric;
  readonly threshold: number;
  readonly description: string;
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  readonly comparison?: cloudwatch.ComparisonOperator;
  readonly silenceAlarms?: boolean;
}

/** Creates an alarm that notifies `topic`. */
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

/** Creates an alarm that fires for any message in a dead-letter queue: each is lost work. */
export function alarmOnDeadLetters(scope: Construct, id: string, topic: AlarmTarget, queue: IQueue): cloudwatch.Alarm {
  return createAlarm(scope, id, topic, {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: 0,
    description: `${scope.node.path}: messages failed permanently, and are in the dead-letter queue.`,
  });
}

/**
 * Creates an alarm that fires when messages wait for longer than two rounds of processing: the function is too slow.
 */
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
    description: `${scope.node.path}: messages wait for longer than two rounds of processing.`,
  });
}

/** Creates an alarm that fires when more than 5 % of the invocations of a function fail, in two of three minutes. */
export function alarmOnErrors(scope: Construct, id: string, topic: AlarmTarget, fn: IFunction): cloudwatch.Alarm {
  return createAlarm(scope, id, topic, {
    metric: fn.metricErrors({ period: Duration.minutes(1), statistic: 'Average' }),
    threshold: 0.05,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    description: `${scope.node.path}: more than 5 % of invocations fail.`,
  });
}
