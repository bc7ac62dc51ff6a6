import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { BoundResource } from '../bindings/bound';

/** Description of a function for bindings: it answers requests on `routes`, or is invoked with a payload. */
export function boundFunction(fn: IFunction, routes: readonly string[] | undefined): BoundResource {
  return {
    kind: routes ? 'function' : 'invoke',
    allowed: ['write', 'readwrite'],
    path: fn.node.path,
    value: fn.functionArn,
    options: routes && { routes },
    construct: fn,
    // Not with the CDK's method, which refuses imported functions, because it cannot change their resource permissions.
    grant: ({ role: grantee }) =>
      void Grant.addToPrincipal({ grantee, actions: ['lambda:InvokeFunction'], resourceArns: [fn.functionArn] }),
  };
}
