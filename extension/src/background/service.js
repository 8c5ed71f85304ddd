/** The one seam to the network: everything the extension ever sends goes through here. */

/** @import { NetworkFailure } from "../shapes.js" */

export const TIMEOUT_MS = 1_500; // a teacher waits no longer than this before she starts to fill in the form
export const LIST_TIMEOUT_MS = 30_000; // nobody waits for the list, which may come over a slow line
const LONGEST_ANSWER = 200_000; // characters
const LONGEST_LIST = 8_000_000; // bytes: two million keys

/** Why there is no answer. */
export class NoAnswerError extends Error {
  /** @param {NetworkFailure} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * @param {string} url
 * @param {object} body
 * @param {string} language in which the answer is wanted
 * @returns {Promise<unknown>} the parsed answer
 * @throws {NoAnswerError}
 */
export async function post(url, body, language) {
  const headers = { "Content-Type": "application/json", "Accept-Language": language };
  return parsed(await send(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

/**
 * @param {string} url
 * @param {string} language in which the answer is wanted
 * @returns {Promise<unknown>} the parsed answer
 * @throws {NoAnswerError}
 */
export async function get(url, language) {
  return parsed(await send(url, { headers: { "Accept-Language": language } }));
}

/**
 * @param {string} url
 * @param {RequestCache} cache
 * @param {number} patience milliseconds until the last byte
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {NoAnswerError}
 */
export async function getBytes(url, cache = "no-store", patience = TIMEOUT_MS) {
  const response = await send(url, { cache }, patience);
  const bytes = new Uint8Array(await response.arrayBuffer().catch(() => fail("unreachable")));
  if (bytes.length > LONGEST_LIST) fail("nonsense");
  return bytes;
}

/** @param {Response} response */
async function parsed(response) {
  const text = await response.text().catch(() => fail("unreachable"));
  if (text.length > LONGEST_ANSWER) fail("nonsense");
  try {
    return JSON.parse(text);
  } catch {
    return fail("nonsense");
  }
}

/**
 * @param {string} url
 * @param {RequestInit} request
 * @param {number} patience milliseconds
 */
async function send(url, request, patience = TIMEOUT_MS) {
  const response = await fetch(url, {
    cache: "no-store",
    ...request,
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(patience),
  }).catch((error) => fail(error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : "unreachable"));
  if (!response.ok) fail("refused");
  return response;
}

/**
 * @param {NetworkFailure} why
 * @returns {never}
 */
function fail(why) {
  throw new NoAnswerError(why);
}
