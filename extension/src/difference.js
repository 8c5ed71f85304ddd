/** What turns the digest at hand into a newer one (`docs/digest.md`), so that a phone need not fetch all of it again. */
import { ascii, decodeDigest, DigestError, same, sha256 } from "./digest.js";

const HEADER = 136;
const DIGEST_HEADER = 64;
const CHECKSUM = 32;

/**
 * @param {Uint8Array} bytes an answer of `GET /v1/digest?since=…`
 * @returns {boolean} whether it is a difference and no whole digest
 */
export function isDifference(bytes) {
  return ascii(bytes.subarray(0, 4)) === "CKDD";
}

/**
 * @param {Uint8Array} digest
 * @returns {string} the checksum that names it, in hexadecimal
 */
export function checksumOf(digest) {
  return [...digest.subarray(-CHECKSUM)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Uint8Array<ArrayBuffer>} digest the digest at hand
 * @param {Uint8Array<ArrayBuffer>} change
 * @returns {Promise<Uint8Array<ArrayBuffer>>} the new digest
 * @throws {DigestError} damaged, made for another digest, or the outcome is not the one it names: fetch the whole digest
 */
export async function applyDifference(digest, change) {
  const body = change.subarray(0, -CHECKSUM);
  if (body.length < HEADER || !isDifference(change)) throw new DigestError("not a difference");
  if (!same(await sha256(body), change.subarray(-CHECKSUM))) throw new DigestError("damaged: the checksum differs");
  if (!same(body.subarray(8, 40), digest.subarray(-CHECKSUM))) throw new DigestError("made for another digest");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const counts = [72, 76, 80, 84].map((at) => view.getUint32(at, true));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (view.getUint8(4) !== 1 || view.getUint8(5) !== 4 || body.length !== HEADER + 4 * total) {
    throw new DigestError("another format");
  }
  let at = HEADER;
  const lists = counts.map((count) => {
    const list = Array.from({ length: count }, (_, number) => view.getUint32(at + 4 * number, true));
    at += 4 * count;
    return list;
  });
  const old = await decodeDigest(digest);
  const fresh = packed(merged(old.official, lists[0], lists[1]), merged(old.flagged, lists[2], lists[3]), body);
  const checksum = await sha256(fresh);
  if (!same(checksum, body.subarray(40, 72))) throw new DigestError("it did not lead to the digest it names");
  const whole = new Uint8Array(fresh.length + CHECKSUM);
  whole.set(fresh);
  whole.set(checksum, fresh.length);
  return whole;
}

/**
 * @param {Uint32Array} kept
 * @param {number[]} [removed]
 * @param {number[]} [added]
 * @returns {Uint32Array} sorted
 */
function merged(kept, removed = [], added = []) {
  const gone = new Set(removed);
  return Uint32Array.from([...kept.filter((key) => !gone.has(key)), ...added]).sort();
}

/**
 * @param {Uint32Array} official
 * @param {Uint32Array} flagged
 * @param {Uint8Array} change its day and version are the new digest's
 * @returns {Uint8Array<ArrayBuffer>} a digest without its checksum
 */
function packed(official, flagged, change) {
  const bytes = new Uint8Array(DIGEST_HEADER + 4 * (official.length + flagged.length));
  bytes.set([...new TextEncoder().encode("CKDG"), 1, 4]);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, official.length, true);
  view.setUint32(12, flagged.length, true);
  bytes.set(change.subarray(88, 92), 16);
  bytes.set(change.subarray(96, HEADER), 24);
  [...official, ...flagged].forEach((key, number) => view.setUint32(DIGEST_HEADER + 4 * number, key, true));
  return bytes;
}
