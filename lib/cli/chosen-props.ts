import type { ConstructModel } from '../app-model/model';
import { recordedProps } from '../app-model/recorded-props';
import { type DefaultRow, defaults } from '../defaults';

type Rows = Readonly<Record<string, DefaultRow>>;

/** Returns the row of the defaults table that a value of the app model comes from; undefined when the user chose it. */
export function defaultOf(kind: string, prop: string, value: unknown): DefaultRow | undefined {
  const row = (defaults as Readonly<Record<string, Rows>>)[kind]?.[prop];
  if (row?.value === undefined) return undefined;
  // As the model holds it: durations are text there.
  const { plain } = recordedProps({ plain: row.value }, () => false);
  return JSON.stringify(plain) === JSON.stringify(value) ? row : undefined;
}

/**
 * Returns the props of a construct that the user chose. A prop set to its default looks the same as one that was not
 * set.
 */
export function chosenProps({ kind, props }: ConstructModel): string[] {
  return Object.entries(props).flatMap(([prop, value]) => (defaultOf(kind, prop, value) === undefined ? [prop] : []));
}
