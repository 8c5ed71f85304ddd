/**
 * What this device knows of a link by itself. The kept list is read before anything is called unknown; fetching a
 * new one holds up a check only where nothing but the list can answer.
 */
import { bucketOf, confirmed, DigestError, fullHash, listedKeys, MARKS, maybe, othersKeys } from "../digest.js";
import { mayCheckOnline } from "../permissions.js";
import { keptDigest, refresh } from "./list.js";
import { getBytes, NoAnswerError, TIMEOUT_MS } from "./service.js";

/** @import { Digest } from "../digest.js" */
/** @import { Mark, Settings } from "../shapes.js" */
/** @typedef {{mark: Mark | null, certain: boolean, version: string, day: number}} Known */

const MOST_BUCKETS = 100;

/**
 * What this life of the background has fetched, by address. It confirms the list at hand and goes with it: what a
 * newer list says was changed since.
 *
 * @type {WeakMap<Digest, Map<string, Uint8Array<ArrayBuffer>>>}
 */
const fetched = new WeakMap();

/**
 * A host can be listed itself and with all above it: a flag on any of them counts, also on an official one.
 *
 * @param {string} key
 * @param {Settings} settings
 * @param {readonly Mark[]} wanted the lists to look into: a hit in another one is settled by nobody
 * @returns {Promise<Known | null>} null when there is no list on this device yet
 */
export async function knownLink(key, settings, wanted = MARKS) {
  const kept = await keptDigest();
  const refreshed = refresh(settings);
  if (!kept && settings.mode === "local") await Promise.race([refreshed, patience()]);
  const digest = kept ?? (await keptDigest());
  if (!digest) return null;
  const { version, day } = digest;
  /** @type {Known | null} */
  let official = null;
  for (const listed of listedKeys(key)) {
    const hash = await fullHash(listed);
    const marks = maybe(digest, hash).filter((mark) => wanted.includes(mark));
    if (marks.length === 0) continue;
    const sure = settings.mode === "service" && (await mayCheckOnline()) ? await settled(digest, hash, settings) : null;
    const found = sure ?? marks;
    if (found.includes("flagged")) return { mark: "flagged", certain: sure !== null, version, day };
    if (found.length && !(await othersWrite(digest, key, listed))) official ??= { mark: "official", certain: sure !== null, version, day };
  }
  return official ?? { mark: null, certain: true, version, day };
}

/**
 * Whether a link lies where others than the subtree's owner write. A hit by chance only takes a mark away.
 *
 * @param {Digest} digest
 * @param {string} key
 * @param {string} listed the key under which it is official
 */
async function othersWrite(digest, key, listed) {
  if (!listed.startsWith("host:*.")) return false;
  for (const others of othersKeys(key.slice(5), listed.slice(7))) {
    if (maybe(digest, await fullHash(others)).includes("official")) return true;
  }
  return false;
}

/**
 * A prefix can be hit by chance or on purpose, so the full hash is compared. The service learns sixteen bits.
 *
 * @param {Digest} digest
 * @param {Uint8Array} hash
 * @param {Settings} settings
 * @returns {Promise<Mark[] | null>} null when the service could not be asked
 */
async function settled(digest, hash, settings) {
  try {
    const address = `${settings.service}/v1/digest/buckets/${bucketOf(hash)}`;
    const buckets = bucketsOf(digest);
    const bucket = buckets.get(address) ?? (await getBytes(address));
    const marks = confirmed(bucket, hash);
    buckets.set(address, bucket);
    const [oldest] = buckets.keys();
    if (oldest && buckets.size > MOST_BUCKETS) buckets.delete(oldest);
    return marks;
  } catch (error) {
    if (error instanceof NoAnswerError || error instanceof DigestError) return null;
    throw error;
  }
}

/** A list that takes longer goes on coming in, for the next page. */
function patience() {
  return new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS));
}

/** @param {Digest} digest */
function bucketsOf(digest) {
  const buckets = fetched.get(digest) ?? new Map();
  fetched.set(digest, buckets);
  return buckets;
}
