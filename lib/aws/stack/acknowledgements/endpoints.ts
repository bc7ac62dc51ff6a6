import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on routes and function URLs. */
export const endpoints = {
  openRoute: {
    types: ['AWS::ApiGatewayV2::Route'],
    where: "routes with `auth: 'none'`, and the one for preflight requests",
    rules: ['AwsSolutions-APIG4'],
    reason:
      "The route is public because of an explicit `auth: 'none'`, or because preflight requests have no credentials.",
  },
  publicUrl: {
    types: ['AWS::Lambda::Permission', 'AWS::Lambda::Url'],
    where: "function URLs with `auth: 'none'`",
    rules: [
      'NIST.800.53.R5-LambdaFunctionPublicAccessProhibited',
      'HIPAA.Security-LambdaFunctionPublicAccessProhibited',
      'PCI.DSS.321-LambdaFunctionPublicAccessProhibited',
      'CKV_AWS_258',
    ],
    reason: "The function URL is public because of an explicit `auth: 'none'`.",
  },
  anyOrigin: {
    types: ['AWS::Lambda::Function'],
    where: "functions with a URL and `cors: { origins: ['*'] }`",
    rules: ['CKV2_AWS_75'],
    reason:
      "Pages of any origin can call because of an explicit `origins: ['*']`, with which they cannot send credentials.",
  },
} as const satisfies Record<string, Acknowledgement>;
