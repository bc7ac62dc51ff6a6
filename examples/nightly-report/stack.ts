import * as path from 'node:path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ScheduledJob } from 'tradewind/aws';

/** A heartbeat every minute, and a report about it every night. */
export class ReportStack extends Stack {
  readonly heartbeat: ScheduledJob;
  readonly report: ScheduledJob;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // Examples leave nothing behind. CloudFormation refuses to delete a bucket that is not empty, though.
    const removalPolicy = RemovalPolicy.DESTROY;
    const beats = new TableV2(this, 'Beats', {
      partitionKey: { name: 'day', type: AttributeType.STRING },
      removalPolicy,
    });
    const reports = new Bucket(this, 'Reports', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy,
    });

    this.heartbeat = new ScheduledJob(this, 'Heartbeat', {
      entry: here('heartbeat.ts'),
      schedule: 'every minute',
      memory: 256,
      environment: { TABLE: beats.tableName },
    });

    this.report = new ScheduledJob(this, 'Report', {
      entry: here('report.ts'),
      schedule: 'every day at 03:00',
      timeZone: 'Europe/Oslo',
      input: { title: 'Heartbeats', days: 7 },
      environment: { TABLE: beats.tableName, BUCKET: reports.bucketName },
    });

    beats.grantReadWriteData(this.heartbeat);
    beats.grantReadData(this.report);
    reports.grantPut(this.report);
    new CfnOutput(this, 'ReportsBucket', { value: reports.bucketName });
    new CfnOutput(this, 'ReportFunction', { value: this.report.function.functionName });
  }
}

function here(file: string): string {
  return path.join(__dirname, file);
}
