/** The one seam to the network: everything the extension ever sends goes through here. */

/** @import { Failure } from "../shapes.js" */

export const TIMEOUT_MS = 1_500; // a teacher waits no longer than this before she starts to fill in the form
const LONGEST_ANSWER = 200_000; // characters
const LONGEST_LIST = 8_000_000; // bytes: two million keys

/** Why there is no answer. */
export class NoAnswerError extends Error {
  /** @param {Failure} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * @param {string} url
 * @param {object} body
 * @returns {Promise<unknown>} the parsed answer
 * @throws {NoAnswerError}
 */
export async function post(url, body) {
  const headers = { "Content-Type": "application/json" };
  return parsed(await send(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

/**
 * @param {string} url
 * @returns {Promise<unknown>} the parsed answer
 * @throws {NoAnswerError}
 */
export async function get(url) {
  return parsed(await send(url, {}));
}

/**
 * @param {string} url
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 * @throws {NoAnswerError}
 */
export async function getBytes(url) {
  const response = await send(url, {});
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
 */
async function send(url, request) {
  const response = await fetch(url, {
    ...request,
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
    referrerPolicy: "no-referrer",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error) => fail(error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : "unreachable"));
  if (!response.ok) fail("refused");
  return response;
}

/**
 * @param {Failure} why
 * @returns {never}
 */
function fail(why) {
  throw new NoAnswerError(why);
}
