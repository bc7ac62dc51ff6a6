/**
 * Where the items of a table lie in its database: `partitions/<partition>/items/<sort>`. Items of a partition are a
 * collection of their own, in which Firestore orders by one field without an index of yours.
 */
export const ITEMS = 'items';
/** What a document holds: the item, what it is ordered by, and when it is worth nothing. */
export const FIELDS = { item: 'item', sort: 'sort', expires: 'expires' } as const;
/** The name of an item that has no sort key. */
const ALONE = 'item';

/** Path of an attribute of the item in its document. Names of keys need no quotes. */
export function attributePath(name: string): string {
  return `${FIELDS.item}.${name}`;
}

/** Path of a partition, from the root of the database. */
export function partitionPath(partition: string | number): string {
  return `partitions/${segment(partition)}`;
}

/** Path of an item, from the root of the database. */
export function itemPath(partition: string | number, sort: string | number | undefined): string {
  return `${partitionPath(partition)}/${ITEMS}/${sort === undefined ? ALONE : segment(sort)}`;
}

/**
 * A key as the name of a document, which may hold no slash and be neither a dot nor two; text and numbers are told apart.
 * Once more encoded in a URL.
 */
function segment(key: string | number): string {
  return typeof key === 'number' ? `n:${key}` : `s:${encodeURIComponent(key)}`;
}
