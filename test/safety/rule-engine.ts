import { CloudFormationValidatePlugin } from 'aws-cdk-lib';
import type { WrittenTemplate } from './assembly';
import type { Finding } from './findings';

const engine = new CloudFormationValidatePlugin();

/** Returns the findings of the CDK's rule engine. At synthesis it leaves out the templates of nested stacks. */
export function engineFindings(template: WrittenTemplate): Finding[] {
  const { file, stack } = template;
  const { violations } = engine.validate({
    templatePaths: [file],
    stackTemplates: [{ stackConstructPath: stack, templatePath: file, accountId: undefined, region: undefined }],
  } as unknown as Parameters<typeof engine.validate>[0]);
  return violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ resourceLogicalId = '' }) => ({
      tool: 'CloudFormation Validate',
      rule: ruleName,
      message: description,
      template,
      logicalId: resourceLogicalId,
    })),
  );
}
