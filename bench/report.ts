/** Figure that must stay below a limit. */
export interface Bar {
  readonly what: string;
  readonly figure: number;
  readonly limit: number;
  readonly digits: number;
  readonly unit?: string;
}

export interface Table {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}

/** Results of one part of the benchmark. */
export interface Findings {
  readonly tables: readonly Table[];
  readonly bars: readonly Bar[];
}

/** Reports if a bar is met. A figure that could not be measured is not below any limit. */
export function isMet({ figure, limit }: Bar): boolean {
  return figure <= limit;
}

/** Writes tables and bars in Markdown, which is readable on a terminal too. */
export function toMarkdown({ tables, bars }: Findings): string {
  const sections = tables.map(({ title, header, rows, note }) =>
    [`**${title}**`, '', ...markdownTable(header, rows), ...(note === undefined ? [] : ['', note])].join('\n'),
  );
  return [
    ...sections,
    ...(bars.length > 0 ? [markdownTable(['bar', 'figure', 'limit', ''], barRows(bars)).join('\n')] : []),
  ].join('\n\n');
}

function barRows(bars: readonly Bar[]): string[][] {
  return bars.map((bar) => [
    bar.what,
    withUnit(bar.figure.toFixed(bar.digits), bar),
    `≤ ${withUnit(String(bar.limit), bar)}`,
    isMet(bar) ? 'met' : '**missed**',
  ]);
}

function withUnit(text: string, { unit }: Bar): string {
  return unit === undefined ? text : `${text} ${unit}`;
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, column) => Math.max(title.length, 1, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  return [line(header), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)];
}

/** Replaces the section of `name` in a page. @throws Error when the page has no such section */
export function replaceSection(page: string, name: string, content: string): string {
  const [begin, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the page has no section between ${begin} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${content}\n\n${page.slice(to)}`;
}
