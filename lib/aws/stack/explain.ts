import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { explain } from '../../app-model/model';

/** Says why a resource exists, and which prop caused it. Its type is that of the CloudFormation resource in it. */
export function explainResource(resource: IConstruct, purpose: string, prop?: string): void {
  const main = CfnResource.isCfnResource(resource) ? resource : resource.node.defaultChild;
  if (main === undefined || !CfnResource.isCfnResource(main)) return;
  explain(resource, { type: main.cfnResourceType, purpose, prop });
}
