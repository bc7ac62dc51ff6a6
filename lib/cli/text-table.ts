import { stripVTControlCharacters } from 'node:util';
import { itemAt } from '../lookup';

/** Renders rows in columns of even width, two spaces apart; colours do not count as width. */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => width(row[column]))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, itemAt(widths, column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function width(cell = ''): number {
  return stripVTControlCharacters(cell).length;
}

function pad(cell: string, to: number): string {
  return cell + ' '.repeat(to - width(cell));
}
