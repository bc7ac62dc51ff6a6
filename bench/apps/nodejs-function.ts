// Contestant: the L2 that most people use.
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { synthesize } from '../stacks/app';
import { nodejsBundling } from '../stacks/nodejs-bundling';
import { PlainApi } from '../stacks/plain-api';

synthesize((stack, indices) => {
  const api = new PlainApi(stack);
  for (const index of indices) {
    api.add(index, (id, props) => {
      return new NodejsFunction(stack, id, { ...props, entry: `src/f${index}.ts`, bundling: nodejsBundling });
    });
  }
});
