import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import * as aws from 'tradewind/aws';
import { declareClock } from './clock-app';

/** Clock on AWS. */
export class ClockStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    declareClock(aws, this);
  }
}
