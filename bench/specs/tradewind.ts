// The same snapshot test with tradewind, on the app that `tradewind/testing` provides for it.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ApiFunction } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';

test('default app', () => {
  expect(template(new App())).toMatchSnapshot();
});

test('lean app', () => {
  expect(template(testApp())).toMatchSnapshot();
});

function template(app: App): object {
  const stack = new Stack(app, 'Shop');
  for (let index = 1; index <= Number(process.env.BENCH_FUNCTIONS); index += 1) {
    const routes = [`GET /f${index}/{id}`];
    new ApiFunction(stack, `F${index}`, { entry: `src/f${index}.ts`, routes, auth: 'iam' });
  }
  return Template.fromStack(stack).toJSON();
}
