import { type Acknowledgement, acknowledgements } from '../lib/aws/stack/acknowledgements';
import { page, table } from './markdown';

/** Writes docs/acknowledgements.md: each finding that is accepted on AWS, its resources, and the reason. */
export function acknowledgementsPage(): string {
  return page(
    '# Acknowledged findings on AWS',
    "`npm run test:safety` shows that the CDK's own rule engine, cdk-nag (AwsSolutions, Serverless, NIST 800-53 R5, HIPAA and PCI DSS 3.2.1), cfn-lint and checkov find nothing in the resources of tradewind except the findings below. It also shows that each of them is found without its acknowledgement. This page is generated from `lib/aws/stack/acknowledgements.ts`: run `npm run docs` after a change.",
    'The constructs acknowledge them in the CDK, each on the one resource that it concerns, so cdk-nag does not report them in your app, but still reports your own resources of the same type. cfn-lint and checkov do not read acknowledgements: add these rules to their own configuration.',
    table(['Resource', 'Rules', 'Reason'], Object.values<Acknowledgement>(acknowledgements).map(row)),
    '`$resource` stands for the resource in a policy, such as `<PhotosSource.Arn>/*`.',
  );
}

function row({ types, where, rules, reason }: Acknowledgement): string[] {
  return [`${types.map(code).join(', ')}: ${where}`, rules.map(code).join(', '), reason];
}

function code(text: string): string {
  return `\`${text}\``;
}
