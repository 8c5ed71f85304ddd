/**
 * The list on this device: read once per life of the background, fetched anew every few hours. When it was fetched
 * is kept in session storage, so that a background that often ends does not fetch it each time it begins.
 */
import { api } from "../api.js";
import { applyDifference, checksumOf, isDifference } from "../difference.js";
import { decodeDigest, DigestError } from "../digest.js";
import { readBytes, writeBytes } from "./byte_store.js";
import { getBytes, LIST_TIMEOUT_MS, NoAnswerError } from "./service.js";

/** @import { Digest } from "../digest.js" */
/** @import { Settings } from "../shapes.js" */
/** @typedef {{service: string, fetched: number, tried: number, failed?: number}} Visit milliseconds, 0: not in this session; how often in a row it was tried in vain */

const NAME = "digest";
const VISIT = "list-visit";
const FRESH_MS = 6 * 3_600_000;
const REST_MS = 10_000;
const AGAIN_MS = 60_000; // a service that is away is asked again after so long, then after twice as long each time
const LONGEST_AGAIN_MS = 3_600_000;

/** @type {Promise<Digest | null> | undefined} the list of this life of the background */
let reading;
/** @type {Promise<void> | undefined} */
let fetching;
let restUntil = 0; // so long this life of the background need not even look when the list was fetched

/** @returns {Promise<Digest | null>} null when there is none on this device yet */
export function keptDigest() {
  reading ??= readBytes(NAME).then((bytes) => bytes && decodeDigest(bytes)).catch(() => null);
  return reading;
}

/**
 * Fetches the list when the kept one is missing or old. Says nothing of the teacher, so that it is done in local-only
 * mode, too; before the first choice nothing is fetched at all.
 *
 * @param {Settings} settings
 * @returns {Promise<void>} when there is nothing more to wait for
 */
export function refresh(settings) {
  if (settings.mode === "undecided" || Date.now() < restUntil) return Promise.resolve();
  fetching ??= fetchWhenDue(settings.service).finally(() => {
    fetching = undefined;
  });
  return fetching;
}

/** @param {string} service */
async function fetchWhenDue(service) {
  const [kept, visit, now] = [await keptDigest(), await lastVisit(service), Date.now()];
  if ((kept && now - visit.fetched < FRESH_MS) || now - visit.tried < pauseAfter(visit.failed ?? 0)) {
    restUntil = now + REST_MS;
    return;
  }
  await api.storage.session.set({ [VISIT]: { ...visit, tried: now, failed: (visit.failed ?? 0) + 1 } }); // until it has come
  try {
    const bytes = await newest(service);
    reading = Promise.resolve(await decodeDigest(bytes));
    await writeBytes(NAME, bytes);
    await api.storage.session.set({ [VISIT]: { service, fetched: now, tried: 0 } });
  } catch (error) {
    if (!(error instanceof NoAnswerError || error instanceof DigestError || error instanceof DOMException)) throw error;
  }
}

/**
 * What changed since the list at hand, put into it; the whole list where there is none, or it cannot be changed.
 *
 * @param {string} service
 */
async function newest(service) {
  const old = await readBytes(NAME);
  const whole = `${service}/v1/digest`;
  const fetched = await getBytes(old ? `${whole}?since=${checksumOf(old)}` : whole, "no-cache", LIST_TIMEOUT_MS);
  if (!old || !isDifference(fetched)) return fetched;
  try {
    return await applyDifference(old, fetched);
  } catch (error) {
    if (!(error instanceof DigestError)) throw error;
    return getBytes(whole, "no-cache", LIST_TIMEOUT_MS);
  }
}

/**
 * @param {number} failed how often in a row
 * @returns {number} milliseconds
 */
function pauseAfter(failed) {
  return Math.min(AGAIN_MS * 2 ** Math.max(0, failed - 1), LONGEST_AGAIN_MS);
}

/**
 * @param {string} service
 * @returns {Promise<Visit>}
 */
async function lastVisit(service) {
  const visit = /** @type {Visit | undefined} */ ((await api.storage.session.get(VISIT))[VISIT]);
  return visit?.service === service ? visit : { service, fetched: 0, tried: 0 };
}
