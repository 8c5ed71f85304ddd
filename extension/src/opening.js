/** Waiting for a short link that is being opened: politely, with growing pauses, and not for ever. */
import { api } from "./api.js";

/** @import { Opening } from "./shapes.js" */

// In sum 31 s: a worker that is awake needs a few seconds, a visit of its own ends after 15 s.
const PAUSES_MS = [1_000, 2_000, 3_000, 5_000, 8_000, 12_000];

/** @type {string | null} the job this page waits for, or has waited for */
let awaited = null;

/**
 * @param {string} job the name a check gave
 * @returns {Promise<boolean>} true when the link was opened: then another look says more. One job is waited for once.
 */
export async function whenOpened(job) {
  if (job === awaited) return false;
  awaited = job;
  for (const pause of PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (job !== awaited) return false; // the page shows another link by now
    const state = await stateOfOpening(job);
    if (state !== "waiting") return state === "opened";
  }
  return false;
}

/**
 * @param {string} job
 * @returns {Promise<Opening>}
 */
async function stateOfOpening(job) {
  try {
    return await api.runtime.sendMessage({ type: "opened", job });
  } catch {
    return "unknown"; // the extension was just updated and this script is left over
  }
}
