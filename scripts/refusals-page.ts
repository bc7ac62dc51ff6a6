import { page } from './markdown';
import { type Refusal, readRefusals } from './refusals';

/** Folders whose files run with the functions; the rest runs at synthesis. */
const RUN_TIME = /^lib\/(runtime|runtime-images|runtime-node|\w+\/(adapter|clients))\//;

/** Writes docs/refusals.md: each code, its message, its fix, and its file. */
export function refusalsPage(): string {
  const refusals = readRefusals();
  return page(
    '# Refusals and warnings',
    'Every error that tradewind reports has a code that stays the same between releases. At synthesis a message reads `[tradewind:CODE] <construct path>: <prop>=<value> <what is wrong>. Fix: <what to do>.` All mistakes of one construct are reported at once. `…` stands for text that depends on your values. This page is generated from the source: run `npm run docs` after a change.',
    '## At synthesis',
    ...sections(refusals.filter(({ file }) => !RUN_TIME.test(file))),
    '## At run time',
    'The log of the function contains these. An image that can never be processed goes to the dead-letter queue with its code.',
    ...sections(refusals.filter(({ file }) => RUN_TIME.test(file))),
  );
}

function sections(refusals: readonly Refusal[]): string[] {
  const codes = [...new Set(refusals.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const own = refusals.filter((refusal) => refusal.code === code);
    const files = [...new Set(own.map(({ file }) => `\`${file}\``))].join(', ');
    return [`### ${code}`, `${[...new Set(own.map(line))].join('\n')}\n\nIn ${files}.`];
  });
}

function line({ prop, says, fix }: Refusal): string {
  const subject = prop === undefined || prop === '…' ? '' : `\`${prop}\` `;
  const remedy = fix === undefined ? '' : ` Fix: ${fix}.`;
  if (says === '…') return `- ${subject}The message says what is wrong.`;
  return `- ${subject}${says.replace(/\.$/, '')}.${remedy}`;
}
