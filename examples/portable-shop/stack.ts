import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import * as aws from 'tradewind/aws';
import { declareShop } from './shop';

/** The portable shop on AWS. */
export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const { api } = declareShop(aws, this);
    new CfnOutput(this, 'Url', { value: api.url });
  }
}
