import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on log groups. */
export const logs = {
  logEncryption: {
    types: ['AWS::Logs::LogGroup'],
    where: 'every log group',
    rules: [
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
      'HIPAA.Security-CloudWatchLogGroupEncrypted',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
      'CKV_AWS_158',
    ],
    reason: 'CloudWatch Logs encrypts every log group with its own key; a KMS key costs money each month.',
  },
  logsForever: {
    types: ['AWS::Logs::LogGroup'],
    where: "log groups with `logRetention: 'forever'`",
    rules: [
      'Serverless-CloudWatchLogGroupRetentionPeriod',
      'NIST.800.53.R5-CloudWatchLogGroupRetentionPeriod',
      'HIPAA.Security-CloudWatchLogGroupRetentionPeriod',
      'PCI.DSS.321-CloudWatchLogGroupRetentionPeriod',
      'CKV_AWS_66',
    ],
    reason: "Logs never expire because of an explicit `logRetention: 'forever'`.",
  },
} as const satisfies Record<string, Acknowledgement>;
