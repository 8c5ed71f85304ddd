/** Named bytes in IndexedDB: extension storage holds only text. */

const DATABASE = "cekdiklat";
const STORE = "bytes";

/**
 * @param {string} name
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>}
 */
export async function readBytes(name) {
  const found = await run("readonly", (store) => store.get(name));
  return found instanceof Uint8Array ? /** @type {Uint8Array<ArrayBuffer>} */ (found) : null;
}

/**
 * @param {string} name
 * @param {Uint8Array} bytes
 */
export async function writeBytes(name, bytes) {
  await run("readwrite", (store) => store.put(bytes, name));
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<unknown>}
 */
async function run(mode, act) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = /** @type {IDBDatabase} */ (await outcome(opening));
  try {
    return await outcome(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/**
 * @param {IDBRequest} request
 * @returns {Promise<unknown>}
 */
function outcome(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
