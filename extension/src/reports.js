/** Reports: what a teacher tells us about a page, and how her cases stand. Only case numbers are kept. */
import { api } from "./api.js";
import { get, NoAnswerError, post } from "./background/service.js";
import { plainText } from "./verdict.js";

/** @import { Settings, TabState } from "./shapes.js" */
/** @typedef {"wrong_warning" | "missed" | "our_event"} ReportKind */
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
 * @returns {Promise<string | null>} the case number, or null when the report could not be delivered
 */
export async function sendReport(report, settings) {
  const number = caseNumber(await quietly(post(`${settings.service}/v1/reports`, report)));
  if (number) await api.storage.local.set({ [KEY]: [number, ...(await cases())].slice(0, MOST_CASES) });
  return number;
}

/** @returns {Promise<string[]>} newest first */
export async function cases() {
  const stored = (await api.storage.local.get(KEY))[KEY];
  return Array.isArray(stored) ? stored.filter((entry) => typeof entry === "string") : [];
}

/**
 * @param {string} number
 * @param {Settings} settings
 * @returns {Promise<string | null>} how the case stands, in the service's words
 */
export async function caseState(number, settings) {
  const answer = await quietly(get(`${settings.service}/v1/reports/${encodeURIComponent(number)}`));
  return plainText(/** @type {{state?: unknown} | null} */ (answer)?.state);
}

/** @param {unknown} answer */
function caseNumber(answer) {
  const number = plainText(/** @type {{case?: unknown} | null} */ (answer)?.case, 40);
  return number && /^[\w-]+$/.test(number) ? number : null;
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
