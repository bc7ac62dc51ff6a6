import { type Acknowledgement, acknowledgements } from '../lib/aws/stack/acknowledgements';
import { page, table } from './markdown';

/** docs/acknowledgements.md: each finding that is accepted on AWS, on which resources, and why. */
export function acknowledgementsPage(): string {
  return page(
    '# Acknowledged findings on AWS',
    "`npm run test:safety` shows that nothing is found in what tradewind makes, by the CDK's own rule engine, by cdk-nag (AwsSolutions, Serverless, NIST 800-53 R5, HIPAA and PCI DSS 3.2.1), by cfn-lint and by checkov, but for the findings below. It also shows that each of them is found without its acknowledgement. This page is generated from `lib/aws/stack/acknowledgements.ts`: run `npm run docs` after a change.",
    'The constructs acknowledge them by way of the CDK, each on the one resource that it is about, so cdk-nag says nothing of them in your app, and still tells of your own resources of the same type. cfn-lint and checkov know nothing of that: give them these rules in their own configuration.',
    table(['Resource', 'Rules', 'Reason'], Object.values<Acknowledgement>(acknowledgements).map(row)),
    '`$resource` stands for what a policy names, such as `<PhotosSource.Arn>/*`.',
  );
}

function row({ types, where, rules, reason }: Acknowledgement): string[] {
  return [`${types.map(code).join(', ')}: ${where}`, rules.map(code).join(', '), reason];
}

function code(text: string): string {
  return `\`${text}\``;
}
