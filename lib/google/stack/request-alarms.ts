import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { Construct } from 'constructs';
import type { Duration } from '../../duration';
import { googleDefaults } from '../defaults';
import { createAlarm } from './alarms';
import { errorsOf, invocationsOf } from './metrics';

/** Raises an alarm when an API answers too many of its requests with a server error. */
export function alarmOnServerErrors(scope: Construct, channel: string, fn: Cloudfunctions2Function): void {
  const { share, window, lasting } = googleDefaults.alarmServerErrors.value;
  createAlarm(scope, 'ServerErrorsAlarm', channel, {
    happened: `More than ${share * 100} % of the requests have ended in a server error.`,
    todo: 'Look for errors in the log of the function: each line has the id of its request.',
    condition: {
      conditionThreshold: {
        filter: errorsOf(fn).filter,
        aggregations: sumsOver(window),
        denominatorFilter: invocationsOf(fn).filter,
        denominatorAggregations: sumsOver(window),
        comparison: 'COMPARISON_GT',
        thresholdValue: share,
        duration: inSeconds(lasting),
        // Minutes without requests count as successful.
        evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE',
      },
    },
  });
}

/** Raises an alarm for each failed run. */
export function alarmOnFailedRuns(scope: Construct, channel: string, fn: Cloudfunctions2Function): void {
  createAlarm(scope, 'FailuresAlarm', channel, {
    happened: 'A run has failed.',
    todo: 'Look for the error in the log of the function. The run is retried as often as `retries` allows.',
    condition: {
      conditionThreshold: {
        filter: errorsOf(fn).filter,
        aggregations: sumsOver(googleDefaults.alarmWindow.value),
        comparison: 'COMPARISON_GT',
        thresholdValue: 0,
        duration: '0s',
      },
    },
  });
}

/** Raises an alarm when attempts have failed in each window for the time `lasting`: such a failure does not clear by retries. */
export function alarmOnLastingErrors(scope: Construct, channel: string, fn: Cloudfunctions2Function): void {
  const { window, lasting } = googleDefaults.alarmLastingErrors.value;
  createAlarm(scope, 'ErrorsAlarm', channel, {
    happened: 'Changes have failed repeatedly, and will be given up.',
    todo: 'Look for errors in the log of the function. Google redelivers a change for a day; after that, the change is lost.',
    condition: {
      conditionThreshold: {
        filter: errorsOf(fn).filter,
        aggregations: sumsOver(window),
        comparison: 'COMPARISON_GT',
        thresholdValue: 0,
        duration: inSeconds(lasting),
        evaluationMissingData: 'EVALUATION_MISSING_DATA_INACTIVE',
      },
    },
  });
}

/** Requests in each window, of all revisions together. */
function sumsOver(window: Duration) {
  return [{ alignmentPeriod: inSeconds(window), perSeriesAligner: 'ALIGN_DELTA', crossSeriesReducer: 'REDUCE_SUM' }];
}

function inSeconds(duration: Duration): string {
  return `${duration.toSeconds()}s`;
}
