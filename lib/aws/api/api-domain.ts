import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { AaaaRecord, ARecord, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import type { Domain } from '../../constructs/api-function';
import type { AwsTypes } from '../types';
import type { SharedApi } from './shared-api';

/**
 * Creates a domain name for the API: certificate, TLS 1.2, mapping, and records for IPv4 and IPv6. Functions with the
 * same domain share it. The default endpoint of the API is disabled, because it would bypass protection in front of the
 * domain.
 */
export function attachDomain(shared: SharedApi, domain: Domain<AwsTypes>): apigw.DomainName {
  const id = `Domain-${domain.name}`;
  const existing = shared.node.tryFindChild(id) as apigw.DomainName | undefined;
  if (existing !== undefined) return existing;
  const domainName = new apigw.DomainName(shared, id, {
    domainName: domain.name,
    certificate: domain.certificate ?? createCertificate(shared, domain),
    securityPolicy: apigw.SecurityPolicy.TLS_1_2,
  });
  new apigw.ApiMapping(shared, `Mapping-${domain.name}`, { api: shared.api, domainName, stage: shared.stage });
  if (domain.zone !== undefined) createRecords(shared, domain, domainName);
  shared.useDomain(domain.name);
  return domainName;
}

function createCertificate(scope: Construct, domain: Domain<AwsTypes>): Certificate {
  return new Certificate(scope, `Certificate-${domain.name}`, {
    domainName: domain.name,
    validation: CertificateValidation.fromDns(domain.zone),
  });
}

function createRecords(scope: Construct, domain: Domain<AwsTypes>, domainName: apigw.DomainName): void {
  if (domain.zone === undefined) return;
  const target = RecordTarget.fromAlias(
    new ApiGatewayv2DomainProperties(domainName.regionalDomainName, domainName.regionalHostedZoneId),
  );
  const props = { zone: domain.zone, recordName: domain.name, target };
  new ARecord(scope, `Record-${domain.name}`, props);
  new AaaaRecord(scope, `Record6-${domain.name}`, props);
}
