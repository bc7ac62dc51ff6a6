import { GoogleStack, type GoogleStackProps } from 'tradewind/google';
import { App, TerraformVariable, Token } from '../../lib/terraform/engine';
import { problemsOf } from './terraform';

const stack = (props: Partial<GoogleStackProps>) =>
  new GoogleStack(new App(), 'Shop', { project: 'shop-4711', region: 'europe-north1', ...props });
const warnings = (props: Partial<GoogleStackProps>) => stack(props).node.metadata.map(({ data }) => data as string);

test.each(['Shop', 'shop', '123456789012', 'shop_4711', 'a'.repeat(31), '', undefined, 4711])(
  'refuses the project %p, which is not an id',
  (project) => expect(problemsOf(() => stack({ project: project as string }))).toEqual(['STACK_PROJECT project']),
);

test.each(['europe-north1-a', 'EUROPE-NORTH1', 'north europe', '', undefined])(
  'refuses the region %p, which is not the name of a region',
  (region) => expect(problemsOf(() => stack({ region: region as string }))).toEqual(['STACK_REGION region']),
);

test('reports both mistakes at once', () => {
  expect(problemsOf(() => stack({ project: 'Shop', region: 'zone' }))).toEqual([
    'STACK_PROJECT project',
    'STACK_REGION region',
  ]);
});

test('warns about a region that is not known, and only about that', () => {
  expect(warnings({ region: 'europe-north9' })).toEqual([
    expect.stringMatching(/^Shop: region="europe-north9" is not a/),
  ]);
  expect(warnings({ region: 'europe-north1' })).toEqual([]);
});

test('accepts a project of a domain, and values that are known at deployment', () => {
  expect(warnings({ project: 'example.com:shop-4711' })).toEqual([]);
  const app = new App();
  const outer = new GoogleStack(app, 'Outer', { project: 'shop-4711', region: 'europe-north1' });
  const region = Token.asString(new TerraformVariable(outer, 'Region', { type: 'string' }).value);
  expect(new GoogleStack(app, 'Shop', { project: '$' + '{var.project}', region }).node.metadata).toEqual([]);
});
