// Snapshot test of a team that uses NodejsFunction, as written by someone who knows the CDK's switches.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { nodejsBundling } from '../stacks/nodejs-bundling';
import { PlainApi } from '../stacks/plain-api';

test('default app', () => {
  expect(template(new App())).toMatchSnapshot();
});

test('lean app', () => {
  const context = { 'aws:cdk:bundling-stacks': [] };
  expect(template(new App({ builtinCloudFormationValidation: false, context }))).toMatchSnapshot();
});

function template(app: App): object {
  const stack = new Stack(app, 'Shop');
  const api = new PlainApi(stack);
  for (let index = 1; index <= Number(process.env.BENCH_FUNCTIONS); index += 1) {
    api.add(index, (id, props) => {
      return new NodejsFunction(stack, id, { ...props, entry: `src/f${index}.ts`, bundling: nodejsBundling });
    });
  }
  return Template.fromStack(stack).toJSON();
}
