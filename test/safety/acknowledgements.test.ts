import { type Acknowledgement, acknowledgements } from '../../lib/aws/stack/acknowledgements';

const entries = Object.entries<Acknowledgement>(acknowledgements);

test.each(entries)('%s gives its reason in a sentence', (_name, { reason }) => {
  expect(reason).toMatch(/^[A-Z][^.]+( \S+){7,}\.$/);
});

test('no two entries give the same reason', () => {
  const reasons = entries.map(([, { reason }]) => reason);
  expect(new Set(reasons).size).toBe(reasons.length);
});

test.each(entries)('%s names its rule and place', (_name, { rules, types, where }) => {
  expect(rules).not.toEqual([]);
  expect(types).not.toEqual([]);
  expect(where).not.toBe('');
});

test('no rule is acknowledged as a whole if it names its finding', () => {
  const ids = entries.flatMap(([, { rules }]) => rules);
  expect(ids.filter((id) => /IAM[45]$/.test(id))).toEqual([]);
});
