/**
 * What this device knows of a link by itself. The kept digest is read before anything is called unknown; fetching a
 * new one never holds up a check.
 */
import { bucketOf, confirmed, decodeDigest, DigestError, fullHash, listedKeys, maybe } from "../digest.js";
import { readBytes, writeBytes } from "./byte_store.js";
import { getBytes, NoAnswerError } from "./service.js";

/** @import { Digest, Mark } from "../digest.js" */
/** @import { Settings } from "../shapes.js" */
/** @typedef {{mark: Mark | null, certain: boolean, version: string, day: number}} Known */

const NAME = "digest";
const FRESH_MS = 6 * 3_600_000;

/** @type {Promise<Digest | null> | undefined} the digest of this life of the background */
let reading;
let fetchedAt = 0;

/**
 * @param {string} key
 * @param {Settings} settings
 * @returns {Promise<Known | null>} null when there is no digest on this device yet
 */
export async function knownLink(key, settings) {
  const digest = await keptDigest();
  void refresh(settings);
  if (!digest) return null;
  const { version, day } = digest;
  for (const listed of listedKeys(key)) {
    const hash = await fullHash(listed);
    const marks = maybe(digest, hash);
    if (marks.length === 0) continue;
    const sure = settings.mode === "service" ? await settled(hash, settings) : null;
    const found = sure ?? marks;
    if (found.length) return { mark: worse(found), certain: sure !== null, version, day };
  }
  return { mark: null, certain: true, version, day };
}

/** @param {Mark[]} marks */
function worse(marks) {
  return marks.includes("flagged") ? "flagged" : "official";
}

/** @returns {Promise<Digest | null>} */
function keptDigest() {
  reading ??= readBytes(NAME).then((bytes) => bytes && decodeDigest(bytes)).catch(() => null);
  return reading;
}

/**
 * A prefix can be hit by chance or on purpose, so the full hash is compared. The service learns sixteen bits.
 *
 * @param {Uint8Array} hash
 * @param {Settings} settings
 * @returns {Promise<Mark[] | null>} null when the service could not be asked
 */
async function settled(hash, settings) {
  try {
    return confirmed(await getBytes(`${settings.service}/v1/digest/buckets/${bucketOf(hash)}`), hash);
  } catch (error) {
    if (error instanceof NoAnswerError || error instanceof DigestError) return null;
    throw error;
  }
}

/**
 * Fetches a new digest when the kept one is older than a few hours. Says nothing of the teacher, so that it is done
 * in local-only mode, too; before the first choice nothing is fetched at all.
 *
 * @param {Settings} settings
 */
export async function refresh(settings) {
  if (settings.mode === "undecided" || Date.now() - fetchedAt < FRESH_MS) return;
  fetchedAt = Date.now();
  try {
    const bytes = await getBytes(`${settings.service}/v1/digest`);
    const digest = await decodeDigest(bytes);
    await writeBytes(NAME, bytes);
    reading = Promise.resolve(digest);
  } catch (error) {
    if (!(error instanceof NoAnswerError || error instanceof DigestError || error instanceof DOMException)) throw error;
  }
}
