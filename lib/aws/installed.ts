import { requirePackages } from '../required-packages';

requirePackages('tradewind/aws', ['aws-cdk-lib', 'constructs'], '`npm install aws-cdk-lib constructs`');
