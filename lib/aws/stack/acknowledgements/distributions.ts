import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on distributions. */
export const distributions = {
  distributionCountries: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR1'],
    reason: 'Images are served to every country unless the app decides otherwise in `overrides`.',
  },
  distributionFirewall: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR2', 'CKV_AWS_68'],
    reason: 'A firewall bills each month, and behind the distribution there are only files to read.',
  },
  distributionAccessLogs: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR3', 'CKV_AWS_86'],
    reason:
      'Access logs need a second bucket that nobody asked for and that bills for what it keeps; `overrides` sets one.',
  },
  distributionCertificate: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions without a certificate in `overrides`',
    rules: ['AwsSolutions-CFR4', 'CKV_AWS_174'],
    reason:
      'CloudFront fixes the TLS version of its own domain name; with a certificate of yours it is TLS 1.2 at least.',
  },
} as const satisfies Record<string, Acknowledgement>;
