import { App } from 'aws-cdk-lib';
import { cacheValidation } from 'tradewind/aws';

// Releases of aws-cdk-lib that do not validate templates have no such class.
jest.mock('aws-cdk-lib', () => {
  const library = jest.requireActual('aws-cdk-lib');
  return new Proxy(library, {
    get: (target, name) => (name === 'CloudFormationValidatePlugin' ? undefined : target[name]),
  });
});

test('a release of aws-cdk-lib without the engine is refused, with the remedy', () => {
  expect(() => cacheValidation(new App())).toThrow(
    '[tradewind:VALIDATION_ENGINE] cacheValidation: this release of aws-cdk-lib does not validate templates. Fix: install a newer aws-cdk-lib, or remove the call.',
  );
});
