/** One check: what the settings allow, then one question to the service. */
import { readVerdict } from "../verdict.js";
import { NoAnswerError, post } from "./service.js";

/** @import { Outcome, PageReading, Settings } from "../shapes.js" */

/**
 * @param {string} address without query and fragment
 * @param {PageReading} page
 * @param {Settings} settings
 * @returns {Promise<Outcome>} never throws for a service that is away, slow or broken
 */
export async function checkPage(address, page, settings) {
  if (settings.mode === "undecided") return { kind: "undecided" };
  if (settings.mode === "local") return { kind: "local" };
  try {
    const body = { url: address, title: page.title, text: page.text };
    const verdict = readVerdict(await post(`${settings.service}/v1/check`, body, settings.language));
    return verdict ? { kind: "verdict", verdict, from: "service" } : { kind: "unchecked", why: "nonsense" };
  } catch (error) {
    if (error instanceof NoAnswerError) return { kind: "unchecked", why: error.why };
    throw error;
  }
}
