/**
 * The digest: official hosts and flagged links as sorted prefixes of four bytes, and buckets of full hashes to settle
 * a hit. The format is that of `registry/hosts/digest.py`; one file of cases holds both to it.
 */

/** @import { Mark } from "./shapes.js" */
/** @typedef {{version: string, day: number, official: Uint32Array, flagged: Uint32Array}} Digest `day`: days since 1970-01-01 */

const HEADER = 64;
const CHECKSUM = 32;
const ENTRY = CHECKSUM + 1;
/** @type {readonly Mark[]} */
export const MARKS = ["official", "flagged"];

/** The bytes are no digest or bucket of this format, or were damaged on the way. */
export class DigestError extends Error {}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<Digest>}
 * @throws {DigestError}
 */
export async function decodeDigest(bytes) {
  const body = bytes.subarray(0, -CHECKSUM);
  if (body.length < HEADER || ascii(body.subarray(0, 4)) !== "CKDG") throw new DigestError("not a digest");
  if (!same(await sha256(body), bytes.subarray(-CHECKSUM))) throw new DigestError("damaged: the checksum differs");
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  if (view.getUint8(4) !== 1 || view.getUint8(5) !== 4) throw new DigestError("another format");
  const officials = view.getUint32(8, true);
  const flags = view.getUint32(12, true);
  if (body.length !== HEADER + 4 * (officials + flags)) throw new DigestError("the length does not fit the counts");
  const official = prefixes(view, HEADER, officials);
  const flagged = prefixes(view, HEADER + 4 * officials, flags);
  return { version: ascii(body.subarray(24, 64)).replace(/\0+$/, ""), day: view.getUint32(16, true), official, flagged };
}

/**
 * @param {DataView} view
 * @param {number} from
 * @param {number} count
 */
function prefixes(view, from, count) {
  const list = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) {
    const prefix = view.getUint32(from + 4 * at, true);
    if (at && prefix <= (list[at - 1] ?? 0)) throw new DigestError("the keys are not in order");
    list[at] = prefix;
  }
  return list;
}

/**
 * @param {Digest} digest
 * @param {Uint8Array} hash full hash of a key
 * @returns {Mark[]} the lists that may hold the key; none is certain, anything else needs `confirmed`
 */
export function maybe(digest, hash) {
  const wanted = new DataView(hash.buffer, hash.byteOffset).getUint32(0);
  return MARKS.filter((mark) => holds(digest[mark], wanted));
}

/**
 * @param {Uint8Array} bucket
 * @param {Uint8Array} hash full hash of a key
 * @returns {Mark[]} the lists that do hold the key
 * @throws {DigestError}
 */
export function confirmed(bucket, hash) {
  if (bucket.length % ENTRY) throw new DigestError("not a bucket");
  /** @type {Mark[]} */
  const found = [];
  for (let at = 0; at < bucket.length; at += ENTRY) {
    const mark = MARKS[bucket[at + CHECKSUM] ?? -1];
    if (mark && same(bucket.subarray(at, at + CHECKSUM), hash)) found.push(mark);
  }
  return found;
}

/** @param {Uint8Array} hash */
export function bucketOf(hash) {
  return new DataView(hash.buffer, hash.byteOffset).getUint16(0);
}

/**
 * @param {string} key
 * @returns {string[]} the keys under which a link can be listed: its own, and for a host every subtree that holds it
 */
export function listedKeys(key) {
  if (!key.startsWith("host:")) return [key];
  const parts = key.slice(5).split(".");
  return [key, ...parts.slice(0, Math.max(parts.length - 1, 1)).map((_, at) => `host:*.${parts.slice(at).join(".")}`)];
}

/**
 * Below an official subtree others may write: `kostkoding.student.umm.ac.id` is a student's, not the university's.
 *
 * @param {string} host
 * @param {string} subtree a name the host is below, or the host itself
 * @returns {string[]} the keys of which one in the list says so
 */
export function othersKeys(host, subtree) {
  const parts = subtree.split(".");
  const above = parts.map((_, at) => parts.slice(at).join("."));
  const labels = host === subtree ? [] : host.slice(0, -subtree.length - 1).split(".");
  return labels.flatMap((label) => above.map((name) => `others:${label}.${name}`));
}

/**
 * @param {string} key
 * @returns {Promise<Uint8Array>} its full hash
 */
export function fullHash(key) {
  return sha256(new TextEncoder().encode(key));
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * @param {Uint32Array} list sorted
 * @param {number} wanted
 */
function holds(list, wanted) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function same(a, b) {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** @param {Uint8Array} bytes */
export function ascii(bytes) {
  return String.fromCharCode(...bytes);
}
