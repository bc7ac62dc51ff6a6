import { describeApp } from 'tradewind';
import { ReportStack } from '../../examples/nightly-report/stack';
import { OrdersStack } from '../../examples/orders-api/stack';
import { GalleryStack } from '../../examples/photo-gallery/stack';
import { type Acknowledgement, acknowledgements } from '../../lib/aws/stack/acknowledgements';
import { addEverything, FLAGS, newUncheckedApp } from './apps';
import { type WrittenTemplate, writtenTemplates } from './assembly';
import { nagFindings } from './cdk-nag';
import { acceptedBecause, type Finding, unacknowledged } from './findings';
import { cfnLintFindings, checkovFindings } from './linters';
import { engineFindings } from './rule-engine';
import { addUnsafe } from './unsafe-app';

const everything = Object.values(FLAGS).flatMap((flags) => {
  const app = newUncheckedApp(flags);
  addEverything(app);
  return writtenTemplates(app);
});

const examplesApp = newUncheckedApp();
new OrdersStack(examplesApp, 'Orders');
new ReportStack(examplesApp, 'Report');
new GalleryStack(examplesApp, 'Gallery');
const examples = writtenTemplates(examplesApp);

const unsafeApp = newUncheckedApp();
addUnsafe(unsafeApp);
const unsafe = writtenTemplates(unsafeApp);

const all = [...everything, ...examples, ...unsafe];
const tools = ['CloudFormation Validate', 'cdk-nag', 'cfn-lint', 'checkov'];
let findings: Finding[];

beforeAll(async () => {
  const linted = Promise.all([cfnLintFindings(all), checkovFindings(all)]);
  findings = [...all.flatMap(engineFindings), ...all.flatMap(nagFindings), ...(await linted).flat()];
});

const findingsIn = (templates: readonly WrittenTemplate[], tool: string) =>
  findings.filter((finding) => finding.tool === tool && templates.includes(finding.template));

test('templates of nested stacks and of stages are included', () => {
  const stacks = everything.map(({ stack }) => stack);
  expect(stacks).toEqual(expect.arrayContaining(['Parent/Nested', 'Stage/Shop', 'Stage/Parent/Nested']));
});

test.each(tools)('%s finds nothing in an app with every option', (tool) => {
  expect(unacknowledged(findingsIn(everything, tool))).toEqual([]);
});

describe('examples', () => {
  const made = describeApp(examplesApp).constructs.map(({ path }) => path);
  const ofTradewind = (line: string) =>
    [...made, 'Orders/TradewindApi', 'Gallery/TradewindApi'].some((path) => line.includes(` ${path}/`));

  test.each(tools)('%s finds nothing in the resources of tradewind', (tool) => {
    expect(unacknowledged(findingsIn(examples, tool)).filter(ofTradewind)).toEqual([]);
  });
});

describe('unsafe or unacknowledged settings are found', () => {
  const cases: [tool: string, rule: string, where: string][] = [
    ['cdk-nag', 'AwsSolutions-S10', 'Unsafe/Photos/Source/Resource'],
    ['cdk-nag', 'AwsSolutions-IAM5[Resource::*]', 'Unsafe/Star/Role/DefaultPolicy/Resource'],
    ['cdk-nag', 'AwsSolutions-IAM5[Action::s3:*]', 'Unsafe/Star/Role/DefaultPolicy/Resource'],
    ['cdk-nag', 'Serverless-LambdaDLQ', 'Unsafe/Plain/Resource'],
    ['cdk-nag', 'AwsSolutions-S1', 'Unsafe/PlainBucket/Resource'],
    ['CloudFormation Validate', 'E3717', 'Unsafe/Nested/Slow/Function/Resource'],
    ['cfn-lint', 'E3717', 'Unsafe/Nested/Slow/Function/Resource'],
    ['cfn-lint', 'W3005', 'Unsafe/Plain/Resource'],
    ['checkov', 'CKV_AWS_54', 'Unsafe/Photos/Source/Resource'],
    ['checkov', 'CKV_AWS_116', 'Unsafe/Plain/Resource'],
    ['checkov', 'CKV_AWS_18', 'Unsafe/PlainBucket/Resource'],
  ];

  test.each(cases)('%s %s in %s', (tool, rule, where) => {
    const lines = unacknowledged(findingsIn(unsafe, tool));
    expect(lines).toContainEqual(expect.stringContaining(`${tool} ${rule} ${where}: `));
  });
});

describe('acknowledgements', () => {
  const entries = Object.entries<Acknowledgement>(acknowledgements);
  const acceptedBy = ({ reason }: Acknowledgement) =>
    findings.filter((finding) => everything.includes(finding.template) && acceptedBecause(finding) === reason);
  const isOf = (rule: string, found: string) => {
    const [start = '', end] = rule.split('$resource');
    return end === undefined ? found === rule : found.startsWith(start) && found.endsWith(end);
  };

  test.each(entries)('%s: each rule is found, on these types', (_name, entry) => {
    const accepted = acceptedBy(entry);
    expect(entry.rules.filter((rule) => !accepted.some((finding) => isOf(rule, finding.rule)))).toEqual([]);
    const types = accepted.map(({ template, logicalId }) => template.resources[logicalId]?.Type);
    expect(new Set(types)).toEqual(new Set(entry.types));
  });
});
