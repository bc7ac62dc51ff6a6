import { beMultipleOf, beOneOf, both, lastBetween, lieBetween } from './constraints';
import type { Rule } from './types';

const POLICY = 'https://registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/monitoring_alert_policy';
const QUERY_RULES =
  'https://github.com/hashicorp/terraform-provider-azurerm/blob/main/internal/services/monitor/monitor_scheduled_query_rules_alert_v2_resource.go';
const PERIODS = [
  ...['PT1M', 'PT5M', 'PT10M', 'PT15M', 'PT30M', 'PT45M'],
  ...['PT1H', 'PT2H', 'PT3H', 'PT4H', 'PT5H', 'PT6H', 'P1D'],
];

/** Rules of Google and Azure for alarms. */
export const ALARM_RULES: readonly Rule[] = [
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'combiner',
    constraint: beOneOf('AND', 'OR', 'AND_WITH_MATCHING_RESOURCE'),
    source: `${POLICY}#combiner`,
    keeps: ['OR'],
    breaks: ['or', 'ANY'],
  },
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'alert_strategy.auto_close',
    constraint: lastBetween(1800, 604_800),
    source: 'https://cloud.google.com/monitoring/alerts/incidents-events',
    keeps: ['1800s', '604800s'],
    breaks: ['60s', '30m', '604801s'],
  },
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'conditions.condition_threshold.duration',
    constraint: both(lastBetween(0, 86_400), beMultipleOf(60)),
    source: `${POLICY}#duration`,
    keeps: ['0s', '60s', '3600s'],
    breaks: ['30s', '90s', '2m'],
  },
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'conditions.condition_threshold.aggregations.alignment_period',
    constraint: lastBetween(60, 86_400),
    source: `${POLICY}#alignment_period`,
    keeps: ['60s', '900s'],
    breaks: ['30s', '1m'],
  },
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'conditions.condition_threshold.aggregations.per_series_aligner',
    constraint: beOneOf(
      'ALIGN_DELTA',
      'ALIGN_RATE',
      'ALIGN_MAX',
      'ALIGN_MIN',
      'ALIGN_MEAN',
      'ALIGN_SUM',
      'ALIGN_COUNT',
    ),
    source: `${POLICY}#per_series_aligner`,
    keeps: ['ALIGN_DELTA', 'ALIGN_MAX'],
    breaks: ['ALIGN_TOTAL', 'MAX'],
  },
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'conditions.condition_prometheus_query_language.duration',
    constraint: lastBetween(0, 86_400),
    source: 'https://cloud.google.com/monitoring/alerts/using-promql',
    keeps: ['0s', '86400s'],
    breaks: ['86401s', '1d'],
  },
  {
    type: 'google_monitoring_alert_policy',
    attribute: 'conditions.condition_prometheus_query_language.evaluation_interval',
    constraint: both(lastBetween(30, 86_400), beMultipleOf(30)),
    source: `${POLICY}#evaluation_interval`,
    keeps: ['30s', '300s'],
    breaks: ['20s', '45s', '5m'],
  },
  {
    type: 'azurerm_monitor_scheduled_query_rules_alert_v2',
    attribute: 'window_duration',
    constraint: beOneOf(...PERIODS, 'P2D'),
    source: QUERY_RULES,
    keeps: ['PT5M', 'P2D'],
    breaks: ['PT20M', 'P3D', '5m'],
  },
  {
    type: 'azurerm_monitor_scheduled_query_rules_alert_v2',
    attribute: 'evaluation_frequency',
    constraint: beOneOf(...PERIODS),
    source: QUERY_RULES,
    keeps: ['PT15M', 'P1D'],
    breaks: ['PT20M', 'P2D'],
  },
  {
    type: 'azurerm_monitor_scheduled_query_rules_alert_v2',
    attribute: 'severity',
    constraint: lieBetween(0, 4),
    source: QUERY_RULES,
    keeps: [0, 4],
    breaks: [-1, 5],
  },
  {
    type: 'azurerm_monitor_scheduled_query_rules_alert_v2',
    attribute: 'criteria.operator',
    constraint: beOneOf('Equal', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'),
    source: QUERY_RULES,
    keeps: ['GreaterThan'],
    breaks: ['Equals', '>'],
  },
  {
    type: 'azurerm_monitor_scheduled_query_rules_alert_v2',
    attribute: 'criteria.time_aggregation_method',
    constraint: beOneOf('Count', 'Average', 'Minimum', 'Maximum', 'Total'),
    source: QUERY_RULES,
    keeps: ['Count', 'Total'],
    breaks: ['Sum', 'count'],
  },
  {
    type: 'azurerm_monitor_scheduled_query_rules_alert_v2',
    attribute: 'criteria.failing_periods.number_of_evaluation_periods',
    constraint: lieBetween(1, 6),
    source: QUERY_RULES,
    keeps: [1, 6],
    breaks: [0, 7],
  },
];
