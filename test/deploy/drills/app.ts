import { App } from 'aws-cdk-lib';
import { DrillStack } from './stack';

new DrillStack(new App(), 'Drill');
