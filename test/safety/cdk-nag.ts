import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { WrittenTemplate } from './assembly';
import type { Finding } from './findings';

/** Packs of rules. Warnings count as errors. */
export const PACKS = [AwsSolutionsChecks, ServerlessChecks, NIST80053R5Checks, HIPAASecurityChecks, PCIDSS321Checks];

/** Returns the findings of cdk-nag in a template read back from disk, which carries no acknowledgements. */
export function nagFindings(template: WrittenTemplate): Finding[] {
  const { body, restore } = withoutStackOutputs(readFileSync(template.file, 'utf8'));
  const templateFile = path.join(mkdtempSync(path.join(tmpdir(), 'tradewind-safety-')), 'template.json');
  writeFileSync(templateFile, JSON.stringify(body));
  const stack = new Stack(new App(), 'ReadBack');
  new CfnInclude(stack, 'Template', { templateFile });
  const violations = PACKS.flatMap((Pack) => new Pack().validateScope(stack).violations);
  rmSync(path.dirname(templateFile), { recursive: true });
  return violations.flatMap(({ ruleName, description, violatingResources }) =>
    violatingResources.map(({ constructPath = '' }) => ({
      tool: 'cdk-nag',
      rule: restore(ruleName),
      message: description,
      template,
      logicalId: constructPath.split('/').at(-1) ?? '',
    })),
  );
}

/** The CDK writes `Fn::GetStackOutput`, but cannot read it. A name replaces each. */
function withoutStackOutputs(text: string): { body: unknown; restore(rule: string): string } {
  const outputs: string[] = [];
  const body = JSON.parse(text, (_key, value) => {
    if (value?.['Fn::GetStackOutput'] === undefined) return value;
    return `stack-output-${outputs.push(JSON.stringify(value)) - 1}-`;
  });
  return { body, restore: (rule) => rule.replace(/stack-output-(\d+)-/g, (_, index) => outputs[index] ?? '') };
}
