import type { Acknowledgement } from './acknowledgement';

/** Acknowledged findings on distributions. */
export const distributions = {
  distributionCountries: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR1'],
    reason: 'Images are served to every country unless `overrides` restricts them.',
  },
  distributionFirewall: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR2', 'CKV_AWS_68'],
    reason: 'A firewall costs money each month, and the distribution serves only files.',
  },
  distributionAccessLogs: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions, with `cdn`',
    rules: ['AwsSolutions-CFR3', 'CKV_AWS_86'],
    reason: 'Access logs require a second bucket, which costs money; set one with `overrides`.',
  },
  distributionCertificate: {
    types: ['AWS::CloudFront::Distribution'],
    where: 'distributions without a certificate in `overrides`',
    rules: ['AwsSolutions-CFR4', 'CKV_AWS_174'],
    reason: 'CloudFront fixes the TLS version of its own domain name; with your certificate, it is at least TLS 1.2.',
  },
} as const satisfies Record<string, Acknowledgement>;
