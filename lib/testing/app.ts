import type { App, AppProps } from 'aws-cdk-lib';

/**
 * Creates an app for tests: nothing is bundled, and the CDK's rule engine, which takes two seconds to start, stays off.
 * The template equals that of a real synthesis except for the hashes of code, which depend only on the name of the
 * entry. Entries must exist, so that tests find a wrong path.
 *
 * @example
 * const stack = new ShopStack(testApp(), 'Shop');
 * expect(Template.fromStack(stack)).toMatchSnapshot();
 */
export function testApp(props: AppProps = {}): App {
  // Required here, so that this module loads in projects on other providers.
  const { App } = require('aws-cdk-lib') as typeof import('aws-cdk-lib');
  return new App({
    builtinCloudFormationValidation: false,
    analyticsReporting: false,
    ...props,
    context: { 'aws:cdk:bundling-stacks': [], ...props.context },
  });
}
