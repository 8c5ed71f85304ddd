/** Reports: what a teacher tells us about a page, and how her cases stand. Only case numbers are kept. */
import { api } from "./api.js";
import { get, NoAnswerError, post } from "./background/service.js";
import { plainText } from "./verdict.js";

/** @import { Settings, TabState } from "./shapes.js" */
/** @typedef {"wrong_warning" | "missed" | "our_event"} ReportKind */
/** @typedef {{number: string, page: string | null}} Case `page`: where an organizer goes on with its objection, a path of the service */
/** @typedef {{kind: ReportKind, link: string, level: string | null, snapshot: string | null, title: string, text: string, note: string}} Report */

const KEY = "cases";
const MOST_CASES = 50;

/**
 * @param {TabState | null} state
 * @param {{kind: ReportKind, text: string, note: string}} given what the teacher chose and left in
 * @returns {Report} exactly what is sent, and what the page shows before
 */
export function makeReport(state, { kind, text, note }) {
  const verdict = state?.outcome.kind === "verdict" ? state.outcome.verdict : null;
  return {
    kind,
    link: state?.key ?? "",
    level: verdict?.level ?? null,
    snapshot: verdict?.snapshot ?? null,
    title: text ? (state?.page.title ?? "") : "",
    text,
    note,
  };
}

/**
 * @param {Report} report
 * @param {Settings} settings
 * @param {boolean} kept false for a page in a private window, of which nothing stays
 * @returns {Promise<Case | null>} null when the report could not be delivered
 */
export async function sendReport(report, settings, kept = true) {
  const answer = await quietly(post(`${settings.service}/v1/reports`, report, settings.language));
  const made = readCase(answer);
  if (!made || !kept) return made;
  const others = (await cases()).filter(({ number }) => number !== made.number);
  // On a full device the number is still shown once.
  await api.storage.local.set({ [KEY]: [made, ...others].slice(0, MOST_CASES) }).catch(() => undefined);
  return made;
}

/** @returns {Promise<Case[]>} newest first */
export async function cases() {
  const stored = (await api.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.flatMap((entry) => readCase(entry) ?? []) : [];
}

/**
 * @param {string} number
 * @param {Settings} settings
 * @returns {Promise<string | null>} how the case stands, in the service's words
 */
export async function caseState(number, settings) {
  const answer = await quietly(get(`${settings.service}/v1/reports/${encodeURIComponent(number)}`, settings.language));
  return plainText(/** @type {{state?: unknown} | null} */ (answer)?.state);
}

/**
 * @param {unknown} answer of the service, or what is kept of it
 * @returns {Case | null}
 */
function readCase(answer) {
  const given = /** @type {{case?: unknown, number?: unknown, page?: unknown} | null} */ (answer);
  const number = plainText(given?.case ?? given?.number, 40);
  const page = plainText(given?.page, 300);
  if (!number || !/^[\w-]+$/.test(number)) return null;
  return { number, page: page && /^\/[\w/.?=&-]+$/.test(page) && !page.startsWith("//") ? page : null };
}

/**
 * @param {Promise<unknown>} asking
 * @returns {Promise<unknown>} null when there is no answer
 */
async function quietly(asking) {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof NoAnswerError) return null;
    throw error;
  }
}
