import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import * as aws from 'tradewind/aws';
import { declareReport } from './report-app';

/** The heartbeat and its report on AWS. */
export class ReportStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const { report, reports } = declareReport(aws, this);
    new CfnOutput(this, 'ReportsBucket', { value: (reports as aws.Bucket).bucket.bucketName });
    new CfnOutput(this, 'ReportFunction', { value: (report as aws.ScheduledJob).function.functionName });
  }
}
