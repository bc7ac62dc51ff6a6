import type { FirestoreFields } from './firestore-values.js';
import { type GoogleApi, googleApi } from './google-api.js';

/** Document of Firestore. */
export interface FirestoreDocument {
  /** `projects/shop/databases/orders/documents/partitions/…`. */
  readonly name: string;
  readonly fields: FirestoreFields;
  /** Time of the last write, which shows if the document is still the same. */
  readonly updateTime: string;
}

/** Database of Firestore, with the operations that tables need. Paths begin at its root. */
export interface Firestore {
  readonly api: GoogleApi;
  /** Name of the database: `projects/shop/databases/orders`. */
  readonly database: string;
  /** Address of Firestore; emulators have another one. */
  readonly host: string;
  /** Reads a document. Sees every write that ended before the call. */
  get(path: string): Promise<FirestoreDocument | undefined>;
  /** Queries documents of a collection below `parent`; of all such collections if that is empty. */
  query(parent: string, query: object): Promise<FirestoreDocument[]>;
  /**
   * Writes a whole document, on a condition: that there is none (`false`), or that it was last written at a time.
   * Resolves to false if the condition is not met.
   */
  put(path: string, fields: FirestoreFields, condition?: false | string): Promise<boolean>;
  delete(path: string): Promise<void>;
}

const JSON_BODY = { 'content-type': 'application/json' };
/** Statuses of a failed condition: the document exists, or has changed. */
const NOT_MET = [400, 404, 409];

/** Opens a database by its name. */
export function firestore(database: string): Firestore {
  const { FIRESTORE_EMULATOR_HOST: emulator } = process.env;
  return createFirestore(
    googleApi(),
    database,
    emulator === undefined ? 'https://firestore.googleapis.com' : `http://${emulator}`,
  );
}

/** @see https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents */
export function createFirestore(api: GoogleApi, database: string, host: string): Firestore {
  const root = `${host}/v1/${database}/documents`;
  const urlOf = (path: string) => (path === '' ? root : `${root}/${path.split('/').map(encodeURIComponent).join('/')}`);
  return {
    api,
    database,
    host,
    async get(path) {
      const response = await api.request(urlOf(path), {}, [404]);
      return response.status === 404 ? undefined : ((await response.json()) as FirestoreDocument);
    },
    async query(parent, structuredQuery) {
      const body = JSON.stringify({ structuredQuery });
      const response = await api.request(`${urlOf(parent)}:runQuery`, { method: 'POST', headers: JSON_BODY, body });
      const found = (await response.json()) as { document?: FirestoreDocument }[];
      return found.flatMap(({ document }) => (document === undefined ? [] : [document]));
    },
    async put(path, fields, condition) {
      const query = condition === undefined ? '' : `?${toQuery(condition)}`;
      const init = { method: 'PATCH', headers: JSON_BODY, body: JSON.stringify({ fields }) };
      const response = await api.request(urlOf(path) + query, init, condition === undefined ? [] : NOT_MET);
      if (response.ok) return true;
      await expectCondition(response);
      return false;
    },
    async delete(path) {
      await api.request(urlOf(path), { method: 'DELETE' });
    },
  };
}

function toQuery(condition: false | string): URLSearchParams {
  return new URLSearchParams(
    condition === false ? { 'currentDocument.exists': 'false' } : { 'currentDocument.updateTime': condition },
  );
}

/** @throws Error for an error response of another kind */
async function expectCondition(response: Response): Promise<void> {
  const { error } = (await response.json()) as { error?: { status?: string; message?: string } };
  if (['ALREADY_EXISTS', 'FAILED_PRECONDITION', 'NOT_FOUND'].includes(error?.status ?? '')) return;
  throw new Error(`Firestore answered ${response.status}: ${error?.message}`);
}
