import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Schedule } from '../../schedule/schedule';
import { longestInterval } from '../../schedule/schedule-runs';
import { type AlarmTarget, createAlarm } from '../stack/alarms';

/** An alarm evaluates at most a day, or a week in periods of an hour. */
const STEPS = [
  { upTo: 2 * 3600, period: 60 },
  { upTo: 24 * 3600, period: 300 },
  { upTo: 7 * 24 * 3600, period: 3600 },
];

/**
 * Creates an alarm that fires when no run has succeeded for longer than the longest time between two runs plus `grace`
 * seconds. Jobs that run once, or less than once a week, have no such alarm, because CloudWatch cannot look back that
 * far.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#CloudWatchAlarms
 */
export function alarmWhenOverdue(
  scope: Construct,
  topic: AlarmTarget,
  fn: IFunction,
  schedule: Schedule,
  grace: number,
): cloudwatch.Alarm | undefined {
  const gap = longestInterval(schedule);
  const allowed = gap === undefined ? undefined : gap + grace;
  const step = STEPS.find(({ upTo }) => allowed !== undefined && allowed <= upTo);
  if (allowed === undefined || step === undefined) return undefined;
  const periods = Math.min(Math.ceil(allowed / step.period) + 1, step.upTo / step.period);
  return createAlarm(scope, 'OverdueAlarm', topic, {
    metric: successfulRuns(fn, step.period),
    threshold: 1,
    comparison: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: periods,
    datapointsToAlarm: periods,
    silenceAlarms: true,
    description: `${scope.node.path}: no run has succeeded for longer than the time between two runs.`,
  });
}

function successfulRuns(fn: IFunction, seconds: number): cloudwatch.MathExpression {
  const period = Duration.seconds(seconds);
  return new cloudwatch.MathExpression({
    expression: 'runs - errors',
    usingMetrics: {
      runs: fn.metricInvocations({ period, statistic: 'Sum' }),
      errors: fn.metricErrors({ period, statistic: 'Sum' }),
    },
    label: 'Successful runs',
    period,
  });
}
