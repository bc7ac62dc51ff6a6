import type { Constraint } from './types';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
}

const FIELDS: readonly Field[] = [
  { low: 0, high: 59, names: [] },
  { low: 0, high: 23, names: [] },
  { low: 1, high: 31, names: [] },
  { low: 1, high: 12, names: MONTHS },
];

/** Unix cron expression of five fields, with weekdays in this range. */
export function beCron(firstDay: number, lastDay: number): Constraint {
  const fields = [...FIELDS, { low: firstDay, high: lastDay, names: DAYS }];
  const holds = (value: unknown) => {
    const parts = String(value).split(' ');
    return parts.length === fields.length && parts.every((part, index) => isField(part, fields[index]!));
  };
  return { text: `be a cron expression of five fields with weekdays from ${firstDay} to ${lastDay}`, holds };
}

function isField(text: string, field: Field): boolean {
  return text.split(',').every((part) => {
    const [range, step, ...more] = part.split('/');
    const stepped = step === undefined || (/^\d+$/.test(step) && Number(step) > 0);
    return more.length === 0 && stepped && isRange(range!, field);
  });
}

function isRange(text: string, field: Field): boolean {
  if (text === '*') return true;
  const ends = text.split('-');
  return ends.length <= 2 && ends.every((end) => isValue(end, field));
}

function isValue(text: string, { low, high, names }: Field): boolean {
  if (names.includes(text)) return true;
  return /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high;
}
