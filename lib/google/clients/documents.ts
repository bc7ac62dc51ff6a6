/**
 * Location of a table's items in its database: `partitions/<partition>/items/<sort>`. Items of a partition are a separate
 * collection, in which Firestore orders by one field without a declared index.
 */
export const ITEMS = 'items';
/** Fields of a document: the item, its sort value, and its expiry. */
export const FIELDS = { item: 'item', sort: 'sort', expires: 'expires' } as const;
/** Name of an item without a sort key. */
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
 * Encodes a key as the name of a document, which must not contain a slash, nor be `.` or `..`; text and numbers are
 * distinguished. URLs encode it again.
 */
function segment(key: string | number): string {
  return typeof key === 'number' ? `n:${key}` : `s:${encodeURIComponent(key)}`;
}
