import type { ConstructName } from '../lib/catalogue';
import { type DefaultRow, formatDefault } from '../lib/defaults';
import type { ProviderName } from '../lib/runtime/types';
import { withComments } from '../scripts/declarations/declaration';
import { commentOf, differences } from '../scripts/declarations/prop-comments';

const doc = {
  name: 'memory',
  optional: true,
  text: 'Memory in MiB.',
  default: '1024',
  see: 'https://docs.aws.amazon.com/x',
};

describe('the comment of a prop', () => {
  const rows = Object.entries(differences).flatMap(([provider, constructs]) =>
    Object.entries(constructs as Readonly<Record<string, Readonly<Record<string, DefaultRow>>>>).flatMap(
      ([construct, props]) =>
        Object.entries(props).map(([prop, row]) => [provider, construct, prop, formatDefault(row)] as const),
    ),
  );

  test.each(rows)('on %s has the default value of %s.%s: %s', (provider, construct, prop, value) => {
    const comment = commentOf(provider as ProviderName, construct as ConstructName, { ...doc, name: prop });
    expect(comment.default).toBe(value);
  });

  test('is the portable one on AWS', () => {
    const cors = { ...doc, name: 'cors' };
    expect(commentOf('aws', 'ApiFunction', cors)).toEqual({ text: doc.text, default: doc.default, see: doc.see });
  });

  test('has the link of the provider, and none to AWS elsewhere', () => {
    expect(commentOf('azure', 'ApiFunction', doc).see).toMatch('https://learn.microsoft.com/');
    expect(commentOf('google', 'ApiFunction', { ...doc, name: 'routes' }).see).toBeUndefined();
  });

  test('says why the provider refuses the prop, without the portable default value', () => {
    const { text, ...rest } = commentOf('vercel', 'ApiFunction', { ...doc, name: 'maxInstances' });
    expect(text).toMatch(/^Memory in MiB\.\n\nNot supported on Vercel: .+\. Instead: .+\.$/);
    expect(rest).toEqual({ default: '- not supported' });
  });

  test('has the remark of the support table', () => {
    const { text } = commentOf('azure', 'ApiFunction', { ...doc, name: 'timeout' });
    expect(text).toMatch(/\n\nOn Azure: .+\.$/);
  });
});

describe('a declaration', () => {
  const declaration = [
    "import type { QueueProps as PortableProps } from '../constructs/state';",
    '/** Props of `Queue`. */',
    'export type QueueProps = PortableProps<Types>;',
    'export declare class Queue {}',
    '',
  ].join('\n');
  const comment = {
    text: 'Keeps order.\n\nOn Google Cloud: by key.',
    default: 'false',
    see: 'https://cloud.google.com/pubsub',
  };

  test('declares props again with their comments, at its end', () => {
    const props = [{ name: 'fifo', optional: true, comment }];
    expect(withComments(declaration, 'Queue', props)).toBe(
      [
        "import type { QueueProps as PortableProps } from '../constructs/state';",
        '',
        '',
        'export declare class Queue {}',
        '/** Props of `Queue`. */',
        'export interface QueueProps extends PortableProps<Types> {',
        '    /**',
        '     * Keeps order.',
        '     *',
        '     * On Google Cloud: by key.',
        '     * @default false',
        '     * @see https://cloud.google.com/pubsub',
        '     */',
        "    readonly fifo?: Required<PortableProps<Types>>['fifo'];",
        '}',
        '',
      ].join('\n'),
    );
  });

  test('without the props is left alone', () => {
    expect(withComments(declaration, 'Table', [])).toBeUndefined();
  });
});
