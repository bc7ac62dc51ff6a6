import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { explain } from '../../app-model/model';

/** Records the purpose of a resource, and the prop that caused it. Its type is that of its CloudFormation resource. */
export function explainResource(resource: IConstruct, purpose: string, prop?: string): void {
  const main = CfnResource.isCfnResource(resource) ? resource : resource.node.defaultChild;
  if (main === undefined || !CfnResource.isCfnResource(main)) return;
  explain(resource, { type: main.cfnResourceType, purpose, prop });
}
