import type { App, AppProps } from 'aws-cdk-lib';

/**
 * An app for tests: nothing is bundled, and the CDK's rule engine, which takes two seconds to start, stays off. The
 * template is the same as that of a real synthesis but for the hashes of code, which depend on the name of the entry
 * alone. Entries have to exist, since a wrong path is a mistake worth finding.
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
