/**
 * Returns an item of a list that is known to have it; a negative index counts from the end.
 * @throws Error when the list is too short
 */
export function itemAt<Item>(list: readonly Item[], index: number): Item {
  const item = list.at(index);
  if (item === undefined) throw new Error(`A list of ${list.length} has no item ${index}`);
  return item;
}

/**
 * Returns a value of a map that is known to have the key.
 * @throws Error when it does not
 */
export function valueIn<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`A map of ${map.size} has no value for ${String(key)}`);
  return value;
}
