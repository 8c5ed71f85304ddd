/**
 * Reading a check's answer. The service may be old, new, broken or not ours: what is not shaped as promised
 * is no verdict, and no text gets through longer than it can be read.
 */

/** @import { Advice, Citation, Level, OrganizerFound, Reason, Verdict } from "./shapes.js" */

/** @type {readonly Level[]} */
export const LEVELS = ["recognized", "claimed", "unknown", "caution", "danger"];

const LONGEST_TEXT = 600;
const SHARED_TEXT = 2_000; // the text for the school's group has several lines
const MOST_ITEMS = 12;
// Characters that reorder or hide text: a name must not be able to turn the sentence around it.
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/**
 * @param {unknown} value
 * @param {number} longest
 * @returns {string | null} the text, bounded and without invisible characters; null when there is none
 */
export function plainText(value, longest = LONGEST_TEXT) {
  if (typeof value !== "string") return null;
  const text = value.slice(0, 4 * longest).replace(INVISIBLE, "").trim();
  if (!text) return null;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/**
 * @param {unknown} value
 * @returns {string | null} an http(s) address without a user name, or null
 */
export function webAddress(value) {
  if (typeof value !== "string" || value.length > 2000 || !URL.canParse(value)) return null;
  const url = new URL(value);
  return ["http:", "https:"].includes(url.protocol) && !url.username && !url.password ? url.href : null;
}

/**
 * @param {unknown} json the answer of `POST /v1/check`
 * @returns {Verdict | null} null when it is no verdict: level, headline and at least one reason are required
 */
export function readVerdict(json) {
  const answer = record(json);
  const level = LEVELS.find((known) => known === answer?.["level"]);
  const headline = plainText(answer?.["headline"]);
  const reasons = items(answer?.["reasons"], reason);
  if (!answer || !level || !headline || reasons.length === 0) return null;
  const usefulness = record(answer["usefulness"]);
  return {
    level,
    headline,
    reasons,
    organizers: items(answer["organizers"], organizer),
    advice: items(answer["advice"], advice),
    usefulness: plainText(usefulness?.["note"]),
    rules: items(usefulness?.["rules"], citation),
    day: items(record(answer["event"])?.["dates"], dayOf)[0] ?? null,
    snapshot: plainText(answer["snapshot"]) ?? "",
    share: plainText(answer["share"], SHARED_TEXT),
    pending: jobName(record(answer["pending"])?.["id"]),
  };
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown> | null}
 */
function record(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? /** @type {Record<string, unknown>} */ (value)
    : null;
}

/**
 * @template T
 * @param {unknown} value
 * @param {(item: unknown) => T | null} read
 * @returns {T[]}
 */
function items(value, read) {
  if (!Array.isArray(value)) return [];
  return value.slice(0, MOST_ITEMS).flatMap((item) => read(item) ?? []);
}

/**
 * @param {unknown} value
 * @returns {Reason | null}
 */
function reason(value) {
  const given = record(value);
  const text = plainText(given?.["text"]);
  if (!given || !text) return null;
  return {
    code: plainText(given["code"]) ?? "",
    text,
    quote: plainText(given["quote"]),
    rule: citation(given["rule"]),
    source: citation(given["source"]),
  };
}

/**
 * @param {unknown} value
 * @returns {OrganizerFound | null}
 */
function organizer(value) {
  const given = record(value);
  const name = plainText(given?.["name"]);
  if (!given || !name) return null;
  return {
    id: plainText(given["id"]) ?? "",
    name,
    relation: plainText(given["relation"]) ?? "mention",
    region: plainText(record(given["region"])?.["name"]),
    url: hostAddress(given["official_host"]),
  };
}

/**
 * @param {unknown} value
 * @returns {string | null} the name under which the opening of a short link can be asked about
 */
function jobName(value) {
  return typeof value === "string" && /^[\w-]{1,60}$/.test(value) ? value : null;
}

/**
 * @param {unknown} value a host name
 * @returns {string | null} its address
 */
function hostAddress(value) {
  return typeof value === "string" && /^[a-z0-9.-]+$/.test(value) ? webAddress(`https://${value}/`) : null;
}

/**
 * @param {unknown} value
 * @returns {Advice | null}
 */
function advice(value) {
  const given = record(value);
  const text = plainText(given?.["text"]);
  if (!text) return null;
  return { kind: /** @type {const} */ (["do", "ask", "path"]).find((kind) => kind === given?.["kind"]) ?? "note", text };
}

/**
 * @param {unknown} value a name, an address, or an object with both
 * @returns {Citation | null}
 */
function citation(value) {
  const given = record(value);
  const url = webAddress(given ? given["url"] : value);
  const title = plainText(given ? (given["title"] ?? given["name"] ?? given["id"] ?? given["citation"]) : value) ?? url;
  return title ? { title, url, seen: dayOf(given?.["seen_on"]) } : null;
}

/**
 * @param {unknown} value
 * @returns {string | null} a day as `2026-12-05`
 */
function dayOf(value) {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;
}
