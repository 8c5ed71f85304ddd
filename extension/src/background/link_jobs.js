/** How far the service is with opening a short link. */
import { get, NoAnswerError } from "./service.js";

/** @import { Opening, Settings } from "../shapes.js" */

/**
 * @param {string} job the name a check gave
 * @param {Settings} settings
 * @returns {Promise<Opening>} "unknown" when the service does not say: then it is not asked again
 */
export async function openingOf(job, settings) {
  if (settings.mode !== "service") return "unknown";
  try {
    const answer = /** @type {{state?: unknown} | null} */ (await get(`${settings.service}/v1/checks/${encodeURIComponent(job)}`, settings.language));
    if (answer?.state === "queued" || answer?.state === "running") return "waiting";
    return answer?.state === "done" ? "opened" : "unknown"; // of a link that cannot be opened, asking again says no more
  } catch (error) {
    if (error instanceof NoAnswerError) return "unknown";
    throw error;
  }
}
